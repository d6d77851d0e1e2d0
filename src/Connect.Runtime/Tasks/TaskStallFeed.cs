using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tasks;

/// <summary>Notifies observers about stalled tasks. Each observer has its own queue, so a slow observer delays nobody.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed partial class TaskStallFeed : IObservable<TaskStall>
{
    private readonly Lock _gate = new();
    private List<Channel<TaskStall>> _channels = [];
    private ILogger? _logger;
    private bool _isCompleted;

    /// <summary>Starts forwarding the problems of a worker's tasks.</summary>
    public void Attach(TaskTroubles troubles, ILogger logger)
    {
        _logger = logger;
        troubles.Changed += (entry, isOver) =>
            Notify(new TaskStall(entry.Task, entry.Kind.ToMetric(), entry.Text, entry.Since, entry.Kind.MayBeNormal(), isOver));
    }

    /// <inheritdoc/>
    public IDisposable Subscribe(IObserver<TaskStall> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var channel = Channel.CreateUnbounded<TaskStall>(new UnboundedChannelOptions { SingleReader = true });
        lock (_gate)
        {
            if (_isCompleted)
                channel.Writer.TryComplete();
            else
                _channels = [.. _channels, channel];
        }

        _ = Task.Run(() => PumpAsync(channel.Reader, observer));
        return new Subscription(() =>
        {
            lock (_gate)
                _channels = [.. _channels.Where(other => other != channel)];
            channel.Writer.TryComplete();
        });
    }

    /// <summary>Completes all observers.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isCompleted = true;
            foreach (var channel in _channels)
                channel.Writer.TryComplete();
            _channels = [];
        }
    }

    private void Notify(TaskStall stall)
    {
        lock (_gate)
        {
            foreach (var channel in _channels)
                channel.Writer.TryWrite(stall);
        }
    }

    private async Task PumpAsync(ChannelReader<TaskStall> stalls, IObserver<TaskStall> observer)
    {
        await foreach (var stall in stalls.ReadAllAsync().ConfigureAwait(false))
            Call(() => observer.OnNext(stall));
        Call(observer.OnCompleted);
    }

    private void Call(Action call)
    {
        try
        {
            call();
        }
        catch (Exception e)
        {
            if (_logger is { } logger)
                Log.ObserverFailed(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(8136, LogLevel.Error, "An observer of IKafkaConnect.Stalls threw an exception. It still receives the following notifications.",
            EventName = nameof(ObserverFailed))]
        public static partial void ObserverFailed(ILogger logger, Exception exception);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
