package io.adxstage.store;

import io.adxstage.stage.Problem;
import io.adxstage.stage.Secret;
import io.adxstage.stage.StageText;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Documents as the database holds them: text in which every literal secret is sealed for its stage and pointer. */
@Component
class SealedDocuments {

    static final String SECRET_LOST = "secret-lost";

    /** ASCII only, so that no database's encoding can change a character (lone surrogates are legal JSON). */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Seal seal;

    SealedDocuments(StoreSettings settings, DataFolder folder) {
        this.seal = new Seal(SealKeys.load(settings.secrets().key(), folder));
    }

    String write(String stageId, ObjectNode document) {
        return JSON.writeValueAsString(
                Literals.replace(document, (pointer, value) -> seal.seal(value, stageId + pointer)));
    }

    /** A secret whose key is lost comes back as a mask, and with a problem that asks for it again. */
    Opened read(String stageId, String text) {
        if (!(StageText.parse(text) instanceof StageText.Tree(ObjectNode sealed))) {
            throw new IllegalStateException("The stored document of stage " + stageId
                    + " is no JSON object: the database was changed by another hand. Restore it from a backup.");
        }
        var lost = new ArrayList<Problem>();
        var document = Literals.replace(
                sealed,
                (pointer, value) -> seal.open(value, stageId + pointer).orElseGet(() -> {
                    lost.add(new Problem(
                            pointer,
                            SECRET_LOST,
                            "The stored secret cannot be read with this key: enter it again, or bring back the key that"
                                    + " it was stored with."));
                    return Secret.MASK;
                }));
        return new Opened(document, lost);
    }

    record Opened(ObjectNode document, List<Problem> lost) {
        Opened {
            lost = List.copyOf(lost);
        }

        @Override
        public String toString() {
            return "Opened[lost " + lost + "]";
        }
    }
}
