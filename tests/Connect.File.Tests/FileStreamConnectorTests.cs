using Connect.Connectors;

namespace Connect.FileStreams.Tests;

public class FileStreamConnectorTests
{
    private static readonly Dictionary<string, string?> WithFile = new() { ["file"] = "/some/file", ["topic"] = "lines" };

    [Test]
    public void A_file_is_read_exactly_once_and_standard_input_is_not() => Assert.Multiple(() =>
    {
        Assert.That(new FileStreamSourceConnector().GetExactlyOnceSupport(WithFile), Is.EqualTo(ExactlyOnceSupport.Supported));
        Assert.That(
            new FileStreamSourceConnector().GetExactlyOnceSupport(new Dictionary<string, string?> { ["topic"] = "lines" }),
            Is.EqualTo(ExactlyOnceSupport.Unsupported));
    });

    [Test]
    public async Task A_missing_topic_is_an_error_on_its_key()
    {
        IConnector connector = new FileStreamSourceConnector();
        var result = await connector.ValidateAsync(new Dictionary<string, string?> { ["file"] = "x" }, default);
        Assert.That(result["topic"].Errors, Is.EqualTo(new[] { "Missing required configuration \"topic\" which has no default value." }));
    }

    [Test]
    public async Task Offsets_are_altered_to_positions_only()
    {
        var connector = new FileStreamSourceConnector();
        var partition = new SourcePartition("filename", "/some/file");
        Assert.That(await Alter(partition, new SourceOffset("position", 12L)), Is.True);
        Assert.That(await Alter(new SourcePartition("anything", 1L), null), Is.True);
        Assert.That(() => Alter(partition, new SourceOffset("position", "12")), Throws.InstanceOf<ConnectException>());
        Assert.That(() => Alter(partition, new SourceOffset("position", -1L)), Throws.InstanceOf<ConnectException>());
        Assert.That(() => Alter(partition, new SourceOffset("line", 1L)), Throws.InstanceOf<ConnectException>());
        Assert.That(() => Alter(new SourcePartition("path", "x"), new SourceOffset("position", 1L)), Throws.InstanceOf<ConnectException>());

        Task<bool> Alter(SourcePartition of, SourceOffset? to) =>
            connector.AlterOffsetsAsync(WithFile, new Dictionary<SourcePartition, SourceOffset?> { [of] = to }, default).AsTask();
    }
}
