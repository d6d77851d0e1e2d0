using System.Collections.Concurrent;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Tests.Membership;

/// <summary>A worker that does nothing but be a member: it ends a doubt as soon as membership is proven, as a herder does once it is
/// listed.</summary>
internal sealed class PresentWorker : IAsyncDisposable
{
    private readonly IGroupPresence _presence;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _turns;
    private readonly ConcurrentQueue<PresenceEvent> _events = new();

    public PresentWorker(IGroupPresence presence)
    {
        _presence = presence;
        presence.Start(Take);
        _turns = TurnAsync();
    }

    public IGroupPresence Presence => _presence;

    public IReadOnlyList<PresenceEvent> Events => [.. _events];

    public bool IsHeld => _presence.Lease.IsHeld;

    public bool IsCandidate => _presence.Status.IsCandidate;

    public int Generation => _presence.Status.Generation;

    /// <summary>Whether the herder hangs.</summary>
    public bool Hangs { get; set; }

    public int Count<T>()
        where T : PresenceEvent => _events.OfType<T>().Count();

    public Task LeaveAsync() => _presence.LeaveAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _turns;
        await _presence.DisposeAsync();
        _stop.Dispose();
    }

    public override string ToString() => $"{_presence.Status}; {string.Join("; ", _events)}";

    private void Take(PresenceEvent @event)
    {
        _events.Enqueue(@event);
        if (@event is PresenceEvent.Proven proven)
            _ = Task.Run(() => _presence.Lease.TryEndDoubt(proven.Doubt));
    }

    private async Task TurnAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            if (!Hangs)
                _presence.ReportProgress();
            await Task.Delay(100, CancellationToken.None);
        }
    }
}
