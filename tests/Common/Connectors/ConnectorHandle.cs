using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Connect.Connectors;

namespace Connect.Tests.Connectors;

/// <summary>What a test sees of one connector and its tasks, and where it reaches in.</summary>
public sealed class ConnectorHandle(string name)
{
    private int _commits;

    /// <summary>The connector's name.</summary>
    public string Name { get; } = name;

    /// <summary>Every call that the runtime made, in order: <c>connector.start</c>, <c>task-0.poll</c> is left out, ….</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Records that a source task returned.</summary>
    public ConcurrentQueue<SourceRecord> Sent { get; } = new();

    /// <summary>Records of which a source task was told, with what became of them.</summary>
    public ConcurrentQueue<(SourceRecord Record, RecordMetadata? Metadata)> Committed { get; } = new();

    /// <summary>Records that a sink task has taken.</summary>
    public ConcurrentQueue<SinkRecord> Received { get; } = new();

    /// <summary>The offsets with which a sink task was asked what is safe.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<TopicPartition, long>> PreCommits { get; } = new();

    /// <summary>How often a source task was told that its offsets are stored.</summary>
    public int Commits => Volatile.Read(ref _commits);

    /// <summary>Called in the validation of a source's configuration; may wait, or throw.</summary>
    public Func<CancellationToken, Task>? WhileValidating { get; set; }

    /// <summary>Called at the start of a connector; null does nothing.</summary>
    public Action? OnConnectorStart { get; set; }

    /// <summary>Called at the start of a connector after <see cref="OnConnectorStart"/>; may wait.</summary>
    public Func<CancellationToken, Task>? WhileConnectorStarts { get; set; }

    /// <summary>Called when a source is asked for its task configurations; may wait, or throw.</summary>
    public Func<CancellationToken, Task>? WhileConfiguringTasks { get; set; }

    /// <summary>Called at the start of a task with its number.</summary>
    public Action<int>? OnTaskStart { get; set; }

    /// <summary>Called before each poll with the number of records sent so far; may wait, or throw.</summary>
    public Func<long, CancellationToken, Task>? OnPoll { get; set; }

    /// <summary>Called before each put with records; may wait, or throw.</summary>
    public Func<IReadOnlyList<SinkRecord>, SinkTaskContext, CancellationToken, Task>? OnPut { get; set; }

    /// <summary>Changes what a sink task answers in preCommit; may throw.</summary>
    public Func<IReadOnlyDictionary<TopicPartition, long>, IReadOnlyDictionary<TopicPartition, long>>? OnPreCommit { get; set; }

    /// <summary>Called in each other step of a task, with its name (<c>open</c>, <c>close</c>, <c>stop</c>, <c>commit</c>, <c>preCommit</c>,
    /// <c>transform</c>, <c>key</c>, <c>value</c>, <c>header</c>) and the number of the record where it is one's; may wait, or throw.</summary>
    public Func<string, long?, CancellationToken, Task>? OnStep { get; set; }

    /// <summary>Called for each record that a sink task has taken.</summary>
    public Action<SinkRecord>? OnTaken { get; set; }

    /// <summary>Says which records <see cref="FaultyTransform"/> drops.</summary>
    public Func<long?, bool>? Drops { get; set; }

    /// <summary>The number in the value of a record that <see cref="MonitorableSource"/> has made; null in others.</summary>
    public static long? NumberOf(object? value) => value is byte[] bytes ? NumberOf(Encoding.UTF8.GetString(bytes)) : null;

    /// <inheritdoc cref="NumberOf(object?)"/>
    public static long? NumberOf(string text) =>
        text.Split('-') is [_, .., var number] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
            ? parsed : null;

    internal Task StepAsync(string step, long? number, CancellationToken cancellationToken) =>
        OnStep?.Invoke(step, number, cancellationToken) ?? Task.CompletedTask;

    internal void Commit() => Interlocked.Increment(ref _commits);
}
