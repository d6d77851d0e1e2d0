using System.Collections.Concurrent;
using System.Threading.Channels;
using Connect.Connectors;

namespace Connect.Runtime.Tests.Fakes;

/// <summary>A source task that returns, or throws, what a test hands it.</summary>
internal sealed class ScriptedSourceTask : ISourceTask, IRecordCommitListener
{
    private readonly Channel<Func<IReadOnlyList<SourceRecord>>> _polls = Channel.CreateUnbounded<Func<IReadOnlyList<SourceRecord>>>();

    public ConcurrentQueue<string> Calls { get; } = new();

    public ConcurrentQueue<(SourceRecord Record, RecordMetadata? Metadata)> Committed { get; } = new();

    /// <summary>Whether a poll waits on when it is told to stop.</summary>
    public bool IgnoresCancellation { get; set; }

    public Exception? StartFailure { get; set; }

    public SourceTaskContext? Context { get; private set; }

    /// <summary>Called at the beginning of each poll; may wait, or block.</summary>
    public Func<CancellationToken, Task>? OnPoll { get; set; }

    public string Version => "1";

    public void Return(params IReadOnlyList<SourceRecord> records) => _polls.Writer.TryWrite(() => records);

    public void Throw(Exception exception) => _polls.Writer.TryWrite(() => throw exception);

    public ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken)
    {
        Calls.Enqueue("start");
        Context = context;
        return StartFailure is { } failure ? throw failure : ValueTask.CompletedTask;
    }

    public async ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken)
    {
        Calls.Enqueue("poll");
        if (OnPoll is { } onPoll)
            await onPoll(cancellationToken);
        var next = await _polls.Reader.ReadAsync(IgnoresCancellation ? CancellationToken.None : cancellationToken);
        return next();
    }

    public void OnRecordCommitted(SourceRecord record, RecordMetadata? metadata) => Committed.Enqueue((record, metadata));

    public ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        Calls.Enqueue("commit");
        return ValueTask.CompletedTask;
    }

    public ValueTask StopAsync(CancellationToken cancellationToken)
    {
        Calls.Enqueue("stop");
        return ValueTask.CompletedTask;
    }
}
