using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Workers;
using Connect.Tests;
using static Connect.Runtime.Tests.Sources.SourceTaskHarness;

namespace Connect.Runtime.Tests.Sources;

/// <summary>Commits of a source task that fail or hang: what the status and the log say, and what is made again.</summary>
[CancelAfter(30_000)]
public sealed class SourceCommitTests
{
    [Test]
    public async Task Failed_commit_is_said_and_made_again_with_newer_offsets(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Store.Failure = new ConnectException("disk full");
        harness.Task.Return(Record(1));
        await Eventually.Async(
            () =>
            {
                harness.Time.Advance(TimeSpan.FromSeconds(1));
                return harness.Log.Entries.Any(entry => entry.Event.Name == "CommitFailed");
            },
            "the failure is said",
            cancellationToken: cancellationToken);

        harness.Task.Return(Record(2));
        harness.Store.Failure = null;

        await harness.UntilStoredAsync(2, cancellationToken);
        Assert.That(harness.States, Is.EqualTo(new[] { TaskState.Running }));
    }

    [Test]
    public async Task Commit_that_hangs_is_given_up_and_made_again(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Store.Hold();
        harness.Task.Return(Record(1));
        await Eventually.Async(
            () =>
            {
                harness.Time.Advance(TimeSpan.FromSeconds(1));
                return harness.Log.Entries.Any(entry => entry.Event.Name == "CommitFailed");
            },
            "the commit is given up",
            cancellationToken: cancellationToken);

        harness.Store.Release();

        await harness.UntilStoredAsync(1, cancellationToken);
    }

    [Test]
    public async Task Offsets_that_cannot_be_stored_are_shown_until_they_can_and_logged_once_a_minute(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Store.Failure = new ConnectException("Offsets could not be written to /offsets: No space left on device.");
        harness.Task.Return(Record(1));
        await Eventually.Async(
            () =>
            {
                harness.Time.Advance(TimeSpan.FromSeconds(1));
                return harness.Trouble.Contains("cannot be stored since", StringComparison.Ordinal);
            },
            "the status shows it",
            cancellationToken: cancellationToken);
        Assert.That(harness.Trouble, Does.Contain("No space left on device").And.Contain("nothing is lost"));
        Assert.That(harness.LastState, Is.EqualTo(TaskState.Running));
        var writes = harness.Store.Writes;
        await Eventually.Async(
            () =>
            {
                harness.Time.Advance(TimeSpan.FromSeconds(1));
                return harness.Store.Writes >= writes + 20;
            },
            "it is tried again and again",
            cancellationToken: cancellationToken);
        Assert.That(harness.Log.Entries.Count(entry => entry.Event.Name == "CommitFailed"), Is.LessThan(harness.Store.Writes / 2));

        harness.Store.Failure = null;
        await harness.UntilStoredAsync(1, cancellationToken);
        await Eventually.Async(() => harness.Trouble.Length == 0, "the trace goes", cancellationToken: cancellationToken);
        Assert.That(harness.Log.Entries.Count(entry => entry.Event.Name == "CommitsAgain"), Is.EqualTo(1));
    }

    [Test]
    public async Task Last_commit_that_fails_is_known_after_the_task_has_ended(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Store.Failure = new ConnectException("disk full");
        harness.Task.Return(Record(1));
        await Eventually.Async(
            () => harness.Task.Calls.Count(call => call == "poll") == 2, "the record is sent", cancellationToken: cancellationToken);

        await harness.StopAsync(cancellationToken);

        Assert.That(harness.Troubles.WithoutStoredOffsets.Select(entry => entry.Key), Is.EqualTo(new[] { Id }));
        Assert.That(harness.Task.Calls.ToArray()[^1], Is.EqualTo("stop"));
        Assert.That(harness.Task.Calls, Has.None.EqualTo("commit"), "the task is not told of a commit that failed");
    }
}
