using Connect.Connectors;

namespace Connect.Runtime.Tests.Herding.Chaos;

/// <summary>A task of <see cref="ChaosSource"/> that never has a record.</summary>
public sealed class ChaosSourceTask(ChaosScript script) : SourceTask, IAsyncDisposable
{
    private string? _id;
    private string _connector = "";

    public override string Version => "1.0-test";

    public override async ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken)
    {
        await base.StartAsync(context, cancellationToken);
        (_connector, _id) = (context.ConnectorName, $"{context.ConnectorName}-{context.TaskNumber}");
        script.Begin(_id);
        await script.CallAsync(_connector, "task.start");
    }

    public override async ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken)
    {
        await script.CallAsync(_connector, "task.poll");
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        return [];
    }

    public override async ValueTask StopAsync(CancellationToken cancellationToken) => await script.CallAsync(_connector, "task.stop");

    public ValueTask DisposeAsync()
    {
        if (_id is not null)
            script.End(_id);
        return ValueTask.CompletedTask;
    }
}
