package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tells the benchmark when a sink has put its first and its last record that counts. */
final class Marks {
    private final Path folder;
    private final long warm;
    private final long count;
    private long done;
    private long taken;
    private final List<String> latencies = new ArrayList<>();

    Marks(String folder, long warm, long count) {
        this.folder = Path.of(folder);
        this.warm = warm;
        this.count = count;
    }

    void add(int records) {
        long before = done;
        done += records;
        if (before < warm && done >= warm)
            write("warm");
        if (before < count && done >= count)
            write("end");
    }

    /** The time in microseconds. */
    static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }

    /** Notes how long a record took. */
    void take(long stamp) {
        if (taken == 0)
            write("first");
        if (taken++ >= warm && taken <= count)
            latencies.add(Long.toString(now() - stamp));
        if (taken == count)
            write("latencies", String.join("\n", latencies));
    }

    private void write(String name) {
        write(name, now() + " " + done);
    }

    private void write(String name, String text) {
        try {
            Path part = folder.resolve(name + ".part");
            Files.writeString(part, text);
            Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
