using Connect.Configuration;
using Connect.Connectors;
using Connect.Data;

namespace CustomConnector;

/// <summary>A sink that prints. What a task needs comes through its constructor; what it has put is committed for it.</summary>
public sealed class ConsoleSink : SinkConnector<ConsoleTask>
{
    public override ConfigDef Config { get; } = new ConfigDef();
}

public sealed class ConsoleTask(Printed printed) : SinkTask
{
    public override ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        foreach (var record in records)
        {
            var value = (Struct)record.Value!;
            Console.WriteLine($"{record.Topic}-{record.Partition} @{record.Offset}: n={value.Get<long>("n")} text={value["text"]}");
            printed.Count++;
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>Counts what was printed: a service of the application's own.</summary>
public sealed class Printed
{
    public int Count { get; set; }
}
