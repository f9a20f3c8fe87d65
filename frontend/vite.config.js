import { defineConfig } from "vitest/config";

/** Four scripts with fixed names: the pages ask for them by name. The stylesheet is plain CSS and not built here. */
export default defineConfig({
  publicDir: false,
  logLevel: "warn",
  build: {
    outDir: process.env.ADX_STAGE_ASSETS ?? "../target/classes/static/assets",
    emptyOutDir: false,
    target: "es2022",
    modulePreload: false,
    license: { fileName: "script-licenses.md" },
    rollupOptions: {
      input: { editor: "src/editor.ts", live: "src/live.ts", form: "src/form.ts", setup: "src/setup.ts" },
      output: { entryFileNames: "[name].js", chunkFileNames: "[name].js", assetFileNames: "[name][extname]" },
    },
  },
  test: { environment: "jsdom", include: ["test/**/*.test.ts"] },
});
