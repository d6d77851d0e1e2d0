using Connect.Configuration;
using Connect.Connectors;
using Connect.Data;

namespace NativeConsumer;

/// <summary>A sink that keeps what it was given, for the application to look at.</summary>
public sealed class LineSink : SinkConnector<LineTask>
{
    /// <inheritdoc/>
    public override ConfigDef Config { get; } = new ConfigDef();
}

/// <summary>Its task.</summary>
public sealed class LineTask(Lines lines) : SinkTask
{
    /// <inheritdoc/>
    public override ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        foreach (var record in records)
            lines.Add(((Struct)record.Value!).Get<string>("line")!);
        return ValueTask.CompletedTask;
    }
}

/// <summary>What arrived.</summary>
public sealed class Lines
{
    private readonly List<string> _lines = [];

    /// <summary>How many arrived.</summary>
    public int Count
    {
        get
        {
            lock (_lines)
                return _lines.Count;
        }
    }

    /// <summary>Keeps one.</summary>
    public void Add(string line)
    {
        lock (_lines)
            _lines.Add(line);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        lock (_lines)
            return string.Join(", ", _lines.Order());
    }
}
