package slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.diagnostics.SlipwayException;

final class ImageConfigTest {

    private static final String DIFF_ID = "sha256:" + "ab".repeat(32);

    /// Every member there is, in the order in which BuildKit writes them.
    private static final String FULL = ("{'architecture':'arm','author':'Ann',"
            + "'config':{'User':'app:app','ExposedPorts':{'80/tcp':{},'9/udp':{}},'Env':['PATH=/bin','EMPTY=','A=b=c'],"
            + "'Entrypoint':['/app'],'Cmd':[],'Volumes':{'/data':{}},'WorkingDir':'/srv','Labels':{'a':'1','b':''},"
            + "'StopSignal':'SIGINT','ArgsEscaped':true,'Healthcheck':{'Test':['CMD-SHELL','true'],"
            + "'Interval':5000000000,'Timeout':1,'StartPeriod':2,'StartInterval':3,'Retries':4},'OnBuild':['RUN true'],"
            + "'Shell':['/bin/sh','-c'],'NetworkDisabled':true},'created':'2026-01-02T03:04:05Z',"
            + "'history':[{'created':'2026-01-02T03:04:05Z','created_by':'COPY','author':'Ann','comment':'c'},"
            + "{'created_by':'CMD','empty_layer':true}],'moby.buildkit.cache.v0':{'x':[1,null,1.50]},"
            + "'os':'linux','os.features':['f'],'os.version':'10',"
            + "'rootfs':{'type':'layers','diff_ids':['" + DIFF_ID + "']},'variant':'v6'}").replace('\'', '"');

    @Test
    void keepsAllMembersInTheirOrder() {
        ImageConfig config = ImageConfig.parse(bytes(FULL));
        assertThat(new String(config.toBytes(), StandardCharsets.UTF_8)).isEqualTo(FULL);
        assertThat(config.platform())
                .isEqualTo(new Platform("linux", "arm", java.util.Optional.of("v6"), java.util.Optional.of("10"),
                List.of("f")));
        assertThat(config.run().command()).contains(List.of());
        assertThat(config.run().variable("A")).contains("b=c");
        assertThat(config.run().variable("EMPTY")).contains("");
        assertThat(config.run().variable("PAT")).isEmpty();
        assertThat(config.history()).extracting(HistoryEntry::emptyLayer).containsExactly(false, true);
    }

    @Test
    void theSmallestOneSaysLittle() {
        assertThat(new String(ImageConfig.empty(Platform.of("linux", "amd64")).toBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"architecture\":\"amd64\",\"config\":{},\"os\":\"linux\","
                        + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}");
        ImageConfig nothing = ImageConfig.parse(bytes("{}"));
        assertThat(nothing.run()).isEqualTo(RunConfig.empty());
        assertThat(nothing.created()).isEmpty();
    }

    @Test
    void notSetAndSetToNothingDiffer() {
        ImageConfig config = ImageConfig.parse(bytes("{'config':{'Cmd':null,'Entrypoint':[],'Env':null,'Labels':null}}"));
        assertThat(config.run().command()).isEmpty();
        assertThat(config.run().entrypoint()).contains(List.of());
        assertThat(config.run().env()).isEmpty();
    }

    @Test
    void whatOldBuildersSaidOfTheirContainerIsDropped() {
        ImageConfig config = ImageConfig.parse(bytes("{'container':'x','container_config':{},'docker_version':'1','id':'y',"
                + "'parent':'z','config':{'Hostname':'h','Tty':true,'Image':'i','User':'u'}}"));
        assertThat(config.other()).isEmpty();
        assertThat(config.run().other()).isEmpty();
        assertThat(config.run().user()).isEqualTo("u");
    }

    @Test
    void setsAreWrittenSorted() {
        ImageConfig config = ImageConfig.parse(bytes("{'config':{'ExposedPorts':{'90':{},'80':{}},'Labels':{'b':'','a':''},"
                + "'Volumes':{'/b':{},'/a':{}}}}"));
        assertThat(new String(config.toBytes(), StandardCharsets.UTF_8))
                .contains("{\"80\":{},\"90\":{}}", "{\"/a\":{},\"/b\":{}}",
                "{\"a\":\"\",\"b\":\"\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"rootfs\":{\"diff_ids\":[\"x\"]}}", "{\"os\":\"a\",\"os\":\"b\"}",
            "{\"config\":{}}x"})
    void whatIsNoConfigurationIsCorrupt(String text) {
        assertThatThrownBy(() -> ImageConfig.parse(bytes(text))).isInstanceOf(SlipwayException.CorruptData.class);
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
