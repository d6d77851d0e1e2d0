using Connect.Configuration;
using Connect.Connectors;

namespace Connect.Abstractions.Tests.Connectors;

public sealed class ContextTests
{
    [Test]
    public async Task A_task_that_overrides_its_start_has_its_context()
    {
        var task = new Task1();
        await ((ISourceTask)task).StartAsync(new Context1(), CancellationToken.None);
        Assert.That(task.Seen, Is.EqualTo("c"));
    }

    [Test]
    public async Task A_connector_that_overrides_its_start_has_its_context()
    {
        var connector = new Connector1();
        await ((ISourceConnector)connector).StartAsync(new ConnectorContext1(), CancellationToken.None);
        Assert.That(await connector.GetTaskConfigsAsync(1, CancellationToken.None), Has.Count.EqualTo(1));
    }

    private sealed class Task1 : SourceTask
    {
        public string Seen => Context.ConnectorName;

        public override ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public override ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyList<SourceRecord>>([]);
    }

    private sealed class Connector1 : SourceConnector<Task1>
    {
        public override ConfigDef Config { get; } = new();

        public override ValueTask StartAsync(SourceConnectorContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }

    private sealed class Context1 : SourceTaskContext
    {
        public override string ConnectorName => "c";

        public override int TaskNumber => 0;

        public override IReadOnlyDictionary<string, string?> Properties => new Dictionary<string, string?>();

        public override IOffsetReader Offsets => throw new NotSupportedException();
    }

    private sealed class ConnectorContext1 : SourceConnectorContext
    {
        public override string ConnectorName => "c";

        public override IReadOnlyDictionary<string, string?> Properties => new Dictionary<string, string?>();

        public override IOffsetReader Offsets => throw new NotSupportedException();

        public override void RequestTaskReconfiguration()
        {
        }

        public override void RaiseError(Exception exception)
        {
        }
    }
}
