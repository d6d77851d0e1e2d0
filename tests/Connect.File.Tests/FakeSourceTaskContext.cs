using Connect.Connectors;

namespace Connect.FileStreams.Tests;

internal sealed class FakeSourceTaskContext(
    IReadOnlyDictionary<string, string?> properties, SourceOffset? stored = null, bool runsToEnd = false)
    : SourceTaskContext, IOffsetReader
{
    public override string ConnectorName => "file-source";

    public override int TaskNumber => 0;

    public override IReadOnlyDictionary<string, string?> Properties { get; } = properties;

    public override IOffsetReader Offsets => this;

    public override bool RunsToEnd => runsToEnd;

    public bool IsEndSignalled { get; private set; }

    public override void SignalEnd() => IsEndSignalled = true;

    public ValueTask<IReadOnlyDictionary<SourcePartition, SourceOffset>> GetOffsetsAsync(
        IReadOnlyCollection<SourcePartition> partitions, CancellationToken cancellationToken = default)
    {
        var found = new Dictionary<SourcePartition, SourceOffset>();
        if (stored is not null && partitions.Contains(new SourcePartition("filename", Properties["file"])))
            found[new SourcePartition("filename", Properties["file"])] = stored;
        return ValueTask.FromResult<IReadOnlyDictionary<SourcePartition, SourceOffset>>(found);
    }
}
