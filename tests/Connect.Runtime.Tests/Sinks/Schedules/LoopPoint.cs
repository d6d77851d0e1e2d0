using Connect.Connectors;

namespace Connect.Runtime.Tests.Sinks.Schedules;

/// <summary>A place where the loop stands still until the test lets it go on.</summary>
/// <param name="Records">What is put; null where the loop waits for an event.</param>
/// <param name="Timeout">How long it would wait.</param>
internal sealed record LoopPoint(IReadOnlyList<SinkRecord>? Records, TimeSpan Timeout)
{
    private readonly TaskCompletionSource<bool> _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether it is a put.</summary>
    public bool IsPut => Records is not null;

    /// <summary>Completes when the test lets the loop go on.</summary>
    public Task<bool> Passed => _passed.Task;

    /// <summary>Lets the loop go on.</summary>
    /// <param name="hasEvent">For a wait: false when its time is over.</param>
    public void Pass(bool hasEvent = true) => _passed.SetResult(hasEvent);

    /// <summary>Lets the loop go on with an exception.</summary>
    public void Fail(Exception error) => _passed.SetException(error);
}
