package io.adxstage.api;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.util.UriUtils;

/** Where the parts of a stage are found. */
final class Links {

    private Links() {}

    static String self(String id) {
        // The id of a stage file is its name, which may hold anything.
        return "/api/stages/" + UriUtils.encodePathSegment(id, StandardCharsets.UTF_8);
    }

    static Map<String, String> of(String id) {
        var self = self(id);
        var links = new LinkedHashMap<String, String>();
        links.put("self", self);
        links.put("status", self + "/status");
        links.put("batches", self + "/batches");
        links.put("dead-letters", self + "/dead-letters");
        links.put("revisions", self + "/revisions");
        links.put("page", self.substring("/api".length()));
        return links;
    }
}
