package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/** Tells the benchmark when a sink has put its first and its last record that counts. */
final class Marks {
    private final Path folder;
    private final long warm;
    private final long count;
    private long done;

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

    private void write(String name) {
        Instant now = Instant.now();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        try {
            Path part = folder.resolve(name + ".part");
            Files.writeString(part, micros + " " + done);
            Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
