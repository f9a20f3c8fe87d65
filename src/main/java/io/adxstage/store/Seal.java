package io.adxstage.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals a text with AES-256-GCM (NIST SP 800-38D: 96 bit random nonce, 128 bit tag) for one place: moved anywhere else,
 * it does not open. Written as {@code sealed:1:<key id>:<base64 of nonce and ciphertext>}.
 */
final class Seal {

    private static final String PREFIX = "sealed:1:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SealKeys keys;
    private final SecureRandom random = new SecureRandom();

    Seal(SealKeys keys) {
        this.keys = keys;
    }

    String seal(String text, String place) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, keys.current().key(), nonce, place);
            var sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            var bytes = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return PREFIX + keys.current().id() + ":" + Base64.getEncoder().encodeToString(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not to be had from this Java", e);
        }
    }

    /** Empty where the key is lost, or the text was not sealed for this place. */
    Optional<String> open(String sealed, String place) {
        if (!sealed.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int end = sealed.indexOf(':', PREFIX.length());
        return end < 0
                ? Optional.empty()
                : keys.byId(sealed.substring(PREFIX.length(), end))
                        .flatMap(key -> open(key, sealed.substring(end + 1), place));
    }

    private static Optional<String> open(SealKey key, String base64, String place) {
        try {
            var bytes = Base64.getDecoder().decode(base64);
            if (bytes.length < NONCE_BYTES) {
                return Optional.empty();
            }
            var cipher = cipher(Cipher.DECRYPT_MODE, key.key(), Arrays.copyOf(bytes, NONCE_BYTES), place);
            var text = cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not to be had from this Java", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String place) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
