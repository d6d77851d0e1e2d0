using Connect.Connectors;

namespace Connect.FileStreams.Tests;

internal sealed class FakeSinkTaskContext(IReadOnlyDictionary<string, string?> properties) : SinkTaskContext
{
    public override string ConnectorName => "file-sink";

    public override int TaskNumber => 0;

    public override IReadOnlyDictionary<string, string?> Properties { get; } = properties;

    public override IReadOnlyCollection<TopicPartition> Assignment => [];

    public override TimeSpan? RetryBackoff { get; set; }

    public override IErrantRecordReporter? ErrantRecordReporter => null;

    public override void Seek(TopicPartition partition, long offset) => throw new NotSupportedException();

    public override void Pause(params IReadOnlyCollection<TopicPartition> partitions) => throw new NotSupportedException();

    public override void Resume(params IReadOnlyCollection<TopicPartition> partitions) => throw new NotSupportedException();

    public override void RequestCommit() => throw new NotSupportedException();
}
