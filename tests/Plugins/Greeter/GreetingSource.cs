using Connect.Configuration;
using Connect.Connectors;

namespace Greeter;

/// <summary>A source without a record.</summary>
public sealed class GreetingSource : SourceConnector<GreetingTask>
{
    public override ConfigDef Config { get; } = new ConfigDef().Define(
        "words", ConfigType.String, Greeting.Words.Text, ConfigImportance.Low, "What is said.");
}

/// <summary>Its task.</summary>
public sealed class GreetingTask : SourceTask
{
    public override ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override async ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        return [];
    }
}
