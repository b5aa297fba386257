package slipway.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import slipway.check.rules.Rules;
import slipway.check.view.Given;
import slipway.check.view.View;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.parse.Parser;

/// Each rule is listed, has its page, and the page is right.
final class RulesTest {

    private static final Path CLASSES = Path.of("src/main/java/slipway/check/rules");

    @Test
    void everyRuleIsListed() throws IOException, ClassNotFoundException {
        var rules = new ArrayList<String>();
        try (Stream<Path> files = Files.list(CLASSES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                if (name.equals("package-info")) continue;
                Class<?> type = Class.forName("slipway.check.rules." + name);
                if (Rule.class.isAssignableFrom(type)) rules.add(name);
                else assertThat(name.equals("Rules") || !Modifier.isPublic(type.getModifiers())).as(name).isTrue();
            }
        }
        assertThat(Rules.all()).extracting(rule -> rule.getClass().getSimpleName()).containsExactlyElementsOf(rules);
        assertThat(Rules.buildChecks()).hasSize(22);
    }

    @Test
    void rulesAreNamedLikeTheirClassAndSorted() {
        assertThat(Rules.all()).allMatch(rule -> rule.info().name().equals(rule.getClass().getSimpleName()));
        assertThat(Rules.all()).isSortedAccordingTo(Comparator.comparing(rule -> rule.info().name()));
        assertThat(Rules.named("StageNameCasing")).isPresent();
        assertThat(Rules.named("stagenamecasing")).isEmpty();
    }

    @Test
    void aNameAsAFileName() {
        assertThat(Rules.named("JSONArgsRecommended").orElseThrow().info().slug()).isEqualTo("json-args-recommended");
        assertThat(Rules.named("SecretsUsedInArgOrEnv").orElseThrow().info().page())
                .isEqualTo("docs/rules/secrets-used-in-arg-or-env.md");
    }

    @TestFactory
    Stream<DynamicTest> pagesHold() {
        return Rules.all().stream().map(rule -> DynamicTest.dynamicTest(rule.info().name(), () -> check(rule)));
    }

    private static void check(Rule rule) {
        RulePage page = RulePage.of(rule);
        assertThat(page.text()).startsWith("# " + rule.info().name() + "\n\n");
        assertThat(page.examples()).extracting(RulePage.Example::kind).contains(RulePage.Kind.BAD, RulePage.Kind.GOOD);
        List<Finding> last = List.of();
        String lastText = "";
        for (RulePage.Example example : page.examples()) {
            List<Finding> findings = findings(rule, example.text(), page.given());
            switch (example.kind()) {
                case BAD -> {
                    assertThat(findings).extracting(Finding::span).as(example.text())
                            .containsExactlyElementsOf(example.marked());
                    last = findings;
                    lastText = example.text();
                }
                case FIXED -> {
                    String fixed = fixed(lastText, last);
                    assertThat(fixed).isEqualTo(example.text());
                    assertThat(findings).as("what remains of %s", fixed).isEmpty();
                }
                case GOOD -> assertThat(findings).as(example.text()).isEmpty();
            }
        }
        boolean fixes = last.stream().anyMatch(finding -> finding.fix().isPresent());
        assertThat(page.examples().stream().anyMatch(example -> example.kind() == RulePage.Kind.FIXED))
                .as("a rule that repairs shows it").isEqualTo(fixes);
    }

    private static String fixed(String text, List<Finding> findings) {
        return Edit.apply(text, findings.stream().flatMap(finding -> finding.fix().stream())
                .flatMap(fix -> fix.edits().stream()).toList());
    }

    private static List<Finding> findings(Rule rule, String text, Given given) {
        View view = View.of(Parser.parse(Source.of("Dockerfile", text)), given);
        assertThat(view.problem()).as(text).isEmpty();
        var findings = new ArrayList<Finding>();
        rule.check(view, findings::add);
        findings.sort(Finding.IN_ORDER);
        for (Finding finding : findings) {
            assertThat(finding.rule()).isEqualTo(rule.info());
            assertThat(finding.statement().end()).isLessThanOrEqualTo(text.length());
            assertThat(new Span(0, text.length()).to(finding.span())).isEqualTo(new Span(0, text.length()));
        }
        return findings;
    }
}
