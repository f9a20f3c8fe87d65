package io.adxstage.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PathPropertyTests {

    @Property
    void whatFollowsTheGrammarParsesAndPrintsBackToItself(@ForAll("paths") String text) {
        assertThat(Path.parse(text)).hasValueSatisfying(path -> {
            assertThat(path).hasToString(text);
            assertThat(Path.parse(path.toString())).hasValue(path);
        });
    }

    @Property
    void nothingThrowsWhateverTheText(@ForAll String text) {
        Path.parse(text).ifPresent(path -> assertThat(path).hasToString(text));
    }

    @Property
    void nothingThrowsOnTextThatIsAlmostAPath(@ForAll("almostPaths") String text) {
        Path.parse(text).ifPresent(path -> assertThat(path).hasToString(text));
    }

    @Property
    void everyKeyHasAPathThatLeadsToIt(@ForAll String key) {
        Path path = Path.ofKey(key);

        assertThat(path.segments()).containsExactly(new Path.Segment.Key(key));
        assertThat(Path.parse(path.text())).isEqualTo(Optional.of(path));
    }

    @Provide
    Arbitrary<String> paths() {
        Arbitrary<String> index = Arbitraries.oneOf(
                Arbitraries.integers().map(number -> "[" + number + "]"), quoted().map(key -> "[" + key + "]"));
        Arbitrary<String> segment = Arbitraries.oneOf(names(), quoted(), index);
        Arbitrary<String> step = Arbitraries.oneOf(segment.map(name -> "." + name), index);
        Arbitrary<String> rest = step.list().ofMaxSize(5).map(steps -> String.join("", steps));
        return Arbitraries.oneOf(
                Arbitraries.just("."), segment.flatMap(first -> rest.map(others -> "." + first + others)));
    }

    @Provide
    Arbitrary<String> almostPaths() {
        return Arbitraries.strings().withChars("..[[]]\"\"\\\\--019aZ_ ").ofMaxLength(30);
    }

    private static Arbitrary<String> names() {
        Arbitrary<String> tail = Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .withChars('_')
                .ofMaxLength(8);
        return Arbitraries.chars()
                .range('a', 'z')
                .range('A', 'Z')
                .with('_')
                .flatMap(first -> tail.map(others -> first + others));
    }

    private static Arbitrary<String> quoted() {
        return Arbitraries.strings()
                .ofMaxLength(12)
                .map(key -> Path.ofKey(key).text().substring(1));
    }
}
