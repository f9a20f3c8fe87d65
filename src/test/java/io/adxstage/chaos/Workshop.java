package io.adxstage.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** What all scenarios of a run share: the installed service, the stand-in, a folder that is gone when all went well. */
final class Workshop implements AutoCloseable {

    private final Form form;
    private final Path folder;
    private final Installation installation;
    private final StandIn standIn;

    Workshop(Form form, Path jar, Path folder) throws IOException, InterruptedException {
        this.form = form;
        this.folder = folder;
        FileSystemUtils.deleteRecursively(folder);
        Files.createDirectories(folder);
        this.standIn = new StandIn(folder.resolve("stand-in"), form.isLong() ? "6g" : "512m");
        this.installation = Installation.of(jar, folder.resolve("installation"));
    }

    Form form() {
        return form;
    }

    Path folder() {
        return folder;
    }

    Installation installation() {
        return installation;
    }

    StandIn standIn() {
        return standIn;
    }

    @Override
    public void close() throws InterruptedException {
        standIn.close();
    }
}
