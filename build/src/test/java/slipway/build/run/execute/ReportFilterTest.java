package slipway.build.run.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import slipway.build.run.execute.ReportFilter.Report;

class ReportFilterTest {
    private static final byte[] MARK = "aabaabaaabaabaab".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @Test
    void separatesReportsFromOutputHoweverItIsCut() throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            var all = new ByteArrayOutputStream();
            var output = new ByteArrayOutputStream();
            var reports = new ArrayList<Report>();
            for (int part = 0; part < 6; part++) {
                if (random.nextInt(3) == 0) {
                    var report = new Report(random.nextLong(), random.nextLong());
                    reports.add(report);
                    all.writeBytes(ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN).put(MARK).putLong(report.step())
                            .putLong(report.value()).array());
                } else {
                    // Text that is nearly the mark, but never it.
                    byte[] text = new byte[random.nextInt(20)];
                    for (int i = 0; i < text.length; i++) text[i] = MARK[i % 15];
                    if (text.length > 0) text[text.length - 1] = '.';
                    all.writeBytes(text);
                    output.writeBytes(text);
                }
            }
            var passed = new ByteArrayOutputStream();
            var filter = new ReportFilter(MARK);
            byte[] bytes = all.toByteArray();
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(40));
                filter.accept(java.util.Arrays.copyOfRange(bytes, at, at + length), length, (b, n) -> passed.write(b, 0, n));
                at += length;
            }
            filter.finish((b, n) -> passed.write(b, 0, n));
            assertThat(passed.toByteArray()).as("seed " + seed).isEqualTo(output.toByteArray());
            assertThat(filter.reports()).as("seed " + seed).isEqualTo(reports);
        }
    }

    @Test
    void holdsNothingBackThatCannotBeAMark() throws IOException {
        var passed = new ArrayList<String>();
        new ReportFilter(MARK).accept("text\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 5,
                (buffer, length) -> passed.add(new String(buffer, 0, length, java.nio.charset.StandardCharsets.US_ASCII)));
        assertThat(passed).isEqualTo(List.of("text\n"));
    }
}
