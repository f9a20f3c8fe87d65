package io.adxstage.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key for secrets, and the short name that says by which key one was sealed.
 *
 * @param id eight hexadecimal digits made from the key; tell nothing about it
 */
record SealKey(String id, SecretKey key) {

    static final int LENGTH = 32;

    /** Empty unless the text is base64 of 32 bytes. */
    static Optional<SealKey> parse(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64.strip()))
                    .filter(bytes -> bytes.length == LENGTH)
                    .map(SealKey::of);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static SealKey of(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("adx-stage key id".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            var id = HexFormat.of().formatHex(Arrays.copyOf(digest.digest(bytes), 4));
            return new SealKey(id, new SecretKeySpec(bytes, "AES"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "SealKey[" + id + "]";
    }
}
