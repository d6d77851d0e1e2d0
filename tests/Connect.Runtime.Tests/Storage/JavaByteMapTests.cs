using System.Buffers;
using System.Text;
using Connect.Runtime.Storage;

namespace Connect.Runtime.Tests.Storage;

public sealed class JavaByteMapTests
{
    [TestCase("empty-map.bin", 0)]
    [TestCase("one-filestream.bin", 1)]
    [TestCase("several-connectors.bin", null)]
    [TestCase("after-delete-offsets.bin", null)]
    public void File_of_a_Java_worker_is_read_and_written_again_byte_for_byte(string name, int? count)
    {
        var bytes = Goldens.Standalone(name);

        var entries = new JavaByteMapReader(bytes).Read();

        if (count is { } expected)
            Assert.That(entries, Has.Count.EqualTo(expected));
        Assert.That(Write(entries), Is.EqualTo(bytes));
    }

    [Test]
    public void Known_file_has_its_known_entry()
    {
        var entry = new JavaByteMapReader(Goldens.Standalone("one-filestream.bin")).Read().Single();

        Assert.That(Encoding.UTF8.GetString(entry.Key), Is.EqualTo("""["src-a",{"filename":"/tmp/tk/sa/a.txt"}]"""));
        Assert.That(Encoding.UTF8.GetString(entry.Value!), Is.EqualTo("""{"position":9}"""));
    }

    [Test]
    public void Deleted_offset_is_a_tombstone() =>
        Assert.That(
            new JavaByteMapReader(Goldens.Standalone("after-delete-offsets.bin")).Read(),
            Has.Some.Matches<OffsetEntry>(entry => entry.Value is null));

    [TestCase(1)]
    [TestCase(12)]
    [TestCase(13)]
    [TestCase(1005)]
    public void What_is_written_is_read_again(int count)
    {
        var entries = Enumerable.Range(0, count).Select(i => new OffsetEntry(Encoding.UTF8.GetBytes($"""["c",{i}]"""), i % 3 == 0 ? null : [(byte)i]))
            .ToList();

        var read = new JavaByteMapReader(Write(entries)).Read();

        Assert.That(read.Select(entry => entry.Key), Is.EqualTo(entries.Select(entry => entry.Key)));
        Assert.That(read.Select(entry => entry.Value), Is.EqualTo(entries.Select(entry => entry.Value)));
    }

    [Test]
    public void File_cut_anywhere_is_known_to_be_cut()
    {
        var bytes = Write([new OffsetEntry([1, 2, 3], [4]), new OffsetEntry([5], null)]);

        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Assert.That(() => { new JavaByteMapReader(cut).Read(); }, Throws.TypeOf<EndOfStreamException>(), $"cut to {length} bytes");
        }
    }

    [Test]
    public void Bytes_after_the_end_are_ignored() =>
        Assert.That(new JavaByteMapReader([.. Write([new OffsetEntry([1], [2])]), 9, 9]).Read(), Has.Count.EqualTo(1));

    [Test]
    public void Array_met_twice_may_be_a_reference()
    {
        var bytes = Write([new OffsetEntry([1], [2])]).ToList();
        byte[] reference = [0x71, 0x00, 0x7E, 0x00, 0x03];
        bytes.RemoveRange(bytes.Count - 12, 11);
        bytes.InsertRange(bytes.Count - 1, reference);

        Assert.That(new JavaByteMapReader([.. bytes]).Read().Single().Value, Is.EqualTo(new byte[] { 1 }));
    }

    [Test]
    public void Other_file_is_refused_with_Javas_words()
    {
        Assert.That(() => { new JavaByteMapReader("not a map"u8).Read(); },
            Throws.TypeOf<ConnectException>().With.Message.EqualTo("java.io.StreamCorruptedException: invalid stream header: 6E6F7420"));
    }

    private static byte[] Write(IReadOnlyCollection<OffsetEntry> entries)
    {
        var output = new ArrayBufferWriter<byte>();
        JavaByteMapWriter.Write(output, entries, entries.Count);
        return output.WrittenSpan.ToArray();
    }
}
