package io.adxstage.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ContinuedCrcTests {

    @Property
    void goingOnFromTheMiddleComesToTheSameEnd(@ForAll byte[] before, @ForAll byte[] after) {
        CRC32 first = new CRC32();
        first.update(before);
        CRC32 whole = new CRC32();
        whole.update(before);
        whole.update(after);

        ContinuedCrc continued = new ContinuedCrc(first.getValue());
        continued.update(after, after.length);
        assertThat(continued.value()).isEqualTo(whole.getValue());
    }
}
