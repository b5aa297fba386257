package slipway.dockerfile.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;

class SyntaxTest {

    @ParameterizedTest
    @ValueSource(strings = {"docker/dockerfile", "docker/dockerfile:1", "docker/dockerfile:1.7-labs", "dockerfile.v0",
        "docker.io/docker/dockerfile:1.4", "docker/dockerfile-upstream:master", 
        "mirror.invalid:5000/hub/docker/dockerfile:1", "docker/dockerfile:1@sha256:0123456789abcdef"})
    void whateverItsVersionTheLanguageIsBuiltIn(String name) {
        for (String form : new String[] {"# syntax=%s\nFROM scratch\n", "#Syntax = %s and more\r\nFROM scratch\n",
            "\ufeff# syntax=%s\n", "#!/bin/x\n# syntax=%s\n", "# escape=`\n# syntax=%s\n", "//syntax=%s\n", 
            "// SYNTAX = %s\n", "{\"a\": 1, \"syntax\": \"%s\"}\n"}) {
            Source source = Source.of("Dockerfile", form.formatted(name));
            assertThat(Syntax.find(source).orElseThrow().text()).as(form).isEqualTo(name);
            assertThat(source.text(Syntax.find(source).orElseThrow().span())).isEqualTo(name);
            assertThatCode(() -> Syntax.check(source)).as(form).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker/other:1", "dockerfile", "earthly/dockerfile", "docker/dockerfilex:1", "dockerfile.v1"})
    void otherLanguagesAreRefusedWhereTheyAreNamed(String name) {
        Source source = Source.of("Dockerfile", "# syntax=" + name + "\nFROM scratch\n");
        assertThatThrownBy(() -> Syntax.check(source)).isInstanceOfSatisfying(SlipwayException.BadInput.class, e -> {
            assertThat(e.problem().message()).isEqualTo("the syntax " + name + " is not built in");
            assertThat(e.problem().location().orElseThrow().toString()).isEqualTo("Dockerfile:1:10");
            assertThat(e.problem().hint()).isPresent();
        });
        assertThatCode(() -> Syntax.check(source, "docker/dockerfile:1")).doesNotThrowAnyException();
        Source plain = Source.of("Dockerfile", "FROM scratch\n");
        assertThatThrownBy(() -> Syntax.check(plain, name)).isInstanceOf(SlipwayException.Usage.class);
        assertThatThrownBy(() -> Syntax.check(source, " ")).isInstanceOf(SlipwayException.BadInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FROM scratch\n# syntax=x\n", "\n# syntax=x\n", "# a\n# syntax=x\n", "# other=a\n# syntax=x\n", "",
        "{}", "{\"syntax\": 1}", "a\n//syntax=x\n", "#!x", "# syntax=\n"})
    void elsewhereItIsNoDirective(String text) {
        assertThat(Syntax.find(Source.of("Dockerfile", text))).isEmpty();
    }
}
