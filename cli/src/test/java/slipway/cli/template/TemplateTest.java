package slipway.cli.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.diagnostics.ProblemPrinter;
import slipway.diagnostics.SlipwayException;
import slipway.image.json.Json;

class TemplateTest {
    private static final Json DATA = Json.parse("""
            {"Id": "sha256:0123456789abcdef", "RepoTags": ["app:1", "app:latest"], "Size": 1234567, "Ratio": 0.5,
             "Empty": [],
             "Nothing": null, "Yes": true, "No": false,
             "Config": {"Env": ["PATH=/bin", "HOME=/"], "User": "", "Labels": {"b.c": "2", "a": "1"}},
             "Layers": [{"Digest": "x", "Size": 1}, {"Digest": "y", "Size": 2}]}""");

    /// Expectations are what Go prints for the same data.
    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', ignoreLeadingAndTrailingWhitespace = true, value = {
        "plain § plain",
        "{{.Id}} § sha256:0123456789abcdef",
        "{{ .Config.Env }} § [PATH=/bin HOME=/]",
        "{{.Config.Labels}} § map[a:1 b.c:2]",
        "{{.Nothing}} § <no value>",
        "{{.Nothing.More}} § <no value>",
        "{{.Config.Labels.zzz}} § <no value>",
        "{{.Config.Labels.a}} § 1",
        "{{index .Config.Labels \"b.c\"}} § 2",
        "{{index .RepoTags 1}} § app:latest",
        "{{index .Layers 1 \"Digest\"}} § y",
        "{{(index .Layers 0).Digest}} § x",
        "{{len .RepoTags}}{{len .Id}} § 223",
        "{{range .RepoTags}}<{{.}}>{{end}} § <app:1><app:latest>",
        "{{range $i, $e := .RepoTags}}{{$i}}={{$e}} {{$.Size}};{{end}} § 0=app:1 1234567;1=app:latest 1234567;",
        "{{range $k, $v := .Config.Labels}}{{$k}}={{$v}};{{end}} § a=1;b.c=2;",
        "{{range .Empty}}x{{else}}none{{end}} § none",
        "{{range .Nothing}}x{{else}}none{{end}} § none",
        "{{if .Yes}}a{{else}}b{{end}}{{if .No}}a{{else}}b{{end}} § ab",
        "{{if .No}}a{{else if .Yes}}b{{else}}c{{end}} § b",
        "{{with .Config}}{{.User}}{{len .Env}}{{end}} § 2",
        "{{with .Config.User}}{{.}}{{else}}root{{end}} § root",
        "{{with .No}}x{{else with .Id}}{{slice . 0 6}}{{end}} § sha256",
        "{{$x := .Size}}{{$x = 3}}{{$x}} § 3",
        "{{with $y := .Config}}{{$y.User}}{{len $y.Env}}{{end}} § 2",
        "a {{- 1 -}} b § a1b",
        "a {{/* no */}} b § a  b",
        "a {{- /* no */ -}} b § ab",
        "{{-1}} § -1",
        "{{json .RepoTags}} § [\"app:1\",\"app:latest\"]",
        "{{.Config.Labels | json}} § {\"b.c\":\"2\",\"a\":\"1\"}",
        "{{join .RepoTags \", \"}} § app:1, app:latest",
        "{{index (split .Id \":\") 0}} § sha256",
        "{{.Id | upper}} {{lower \"ABC\"}} {{title \"ab cd\"}} § SHA256:0123456789ABCDEF abc Ab Cd",
        "{{truncate .Id 6}}|{{pad \"x\" 1 2}}| § sha256| x  |",
        "{{printf \"%s %d %q %5d|%-5d|%05d %t %.2f %v %%\" .Config.User .Size \"a\" 42 42 42 .Yes .Ratio .RepoTags}} §"
                + " ~ 1234567 \"a\"    42|42   |00042 true 0.50 [app:1 app:latest] %~",
        "{{printf \"%x\" 255}} {{printf \"%.3s\" .Id}} § ff sha",
        "{{eq .Size 1234567}} {{eq .Id \"a\" \"b\"}} {{ne 1 2}} {{lt 1 2}} {{le 2 2}} {{gt 1 2}} {{ge .Ratio 0.5}} §"
                + " true false true true true false true",
        "{{and .Yes .Id}} {{or .No .Empty .Size}} {{not .No}} § sha256:0123456789abcdef 1234567 true",
        "{{if and .Nothing (index .Empty 5)}}x{{else}}short{{end}} § short",
        "{{print 1 \"a\"}}{{println}} § ~1 a\n~",
        "{{`raw\\n`}} {{\"cooked\\t.\"}} § ~raw\\n cooked\t.~",
    })
    void printsWhatGoPrints(String template, String expected) {
        assertThat(Template.parse(template).apply(DATA)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', value = {
        "{{.Idd}} § 3 § there is no field Idd",
        "{{.Config.Usr}} § 10 § there is no field Usr",
        "{{.Id.More}} § 6 § a text has no field More",
        "{{.Id § 1 § this action is not closed by }}",
        "{{if .Id}}x § 1 § this is not closed by {{end}}",
        "x{{end}} § 4 § nothing is open that {{end}} could belong to",
        "{{range .Id}}{{end}} § 9 § range needs a list or an object, not a text",
        "{{jsn .}} § 3 § there is no function jsn",
        "{{.Id .Size}} § 7 § only a function takes arguments",
        "{{.Id | .Size}} § 9 § only a function can stand after |",
        "{{$x}} § 3 § there is no variable $x",
        "{{index .RepoTags 2}} § 3 § index: there is no item 2 in a list of 2",
        "{{eq 1 \"a\"}} § 3 § eq: cannot compare a number with a text",
        "{{printf \"%d\" .Id}} § 3 § printf: %d needs a whole number",
        "{{printf \"%d\"}} § 3 § printf: there is no value for %d",
        "{{\"a}} § 3 § this text is not closed by \"",
        "{{template \"x\"}} § 3 § {{template}} is not supported",
        "{{}} § 3 § a value is missing here",
        "{{(.Id}} § 7 § expected ) here",
        "{{.Id ! 1}} § 7 § unexpected !",
    })
    void saysWhereATemplateIsWrong(String template, int column, String message) {
        var error = catchThrowableOfType(SlipwayException.Usage.class, () -> Template.parse(template).apply(DATA));
        assertThat(error).as(template).isNotNull();
        assertThat(error.problem().message()).isEqualTo(message);
        assertThat(error.problem().location().orElseThrow().column()).isEqualTo(column);
        assertThat(new ProblemPrinter(ProblemPrinter.Colour.PLAIN).print("error", error.problem())).contains("^");
    }

    @org.junit.jupiter.api.Test
    void refusesTemplatesThatNestTooDeeply() {
        String deep = "{{if true}}".repeat(101) + "{{end}}".repeat(101);
        var error = catchThrowableOfType(SlipwayException.Usage.class, () -> Template.parse(deep));
        assertThat(error.problem().message()).isEqualTo("the template is nested too deeply");
        String parentheses = "{{" + "(".repeat(200) + "1" + ")".repeat(200) + "}}";
        assertThat(catchThrowableOfType(SlipwayException.Usage.class, () -> Template.parse(parentheses))).isNotNull();
    }
}
