using Connect.Runtime.Tasks;

namespace Connect.Runtime.Tests.Tasks;

public sealed class TaskControlTests
{
    private readonly TaskControl _control = new(startsPaused: false);

    [TearDown]
    public void Dispose() => _control.Dispose();

    [Test]
    [CancelAfter(30_000)]
    public async Task Change_between_the_look_and_the_wait_is_not_missed(CancellationToken cancellationToken)
    {
        _control.Renew();
        Assert.That(_control.IsPaused, Is.False);
        _control.Pause();

        await _control.WaitForChangeAsync().WaitAsync(cancellationToken);
        Assert.That(_control.IsPaused);
    }

    [Test]
    public void Poll_is_not_disturbed_while_nothing_changes()
    {
        _control.Renew();
        Assert.That(_control.Interrupted.IsCancellationRequested, Is.False);
        _control.Interrupt();
        Assert.That(_control.Interrupted.IsCancellationRequested);
        _control.Renew();
        Assert.That(_control.Interrupted.IsCancellationRequested, Is.False);
    }

    [Test]
    public void Giving_up_is_also_a_stop()
    {
        _control.Cancel();
        Assert.That(_control.IsStopping);
        Assert.That(_control.Cancelled.IsCancellationRequested);
        Assert.That(_control.Interrupted.IsCancellationRequested);
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task No_call_runs_what_waits_for_it(
        [Values("pause", "resume", "stop", "cancel", "interrupt")] string call, CancellationToken cancellationToken)
    {
        using var release = new ManualResetEventSlim();
        _control.Renew();
        foreach (var token in new[] { _control.Interrupted, _control.Stopping, _control.Cancelled })
            token.Register(() => release.Wait(cancellationToken));
        var waiting = WaitAndBlockAsync(release, cancellationToken);

        await Task.Run(
            () =>
            {
                switch (call)
                {
                    case "pause":
                        _control.Pause();
                        break;
                    case "resume":
                        _control.Resume();
                        break;
                    case "stop":
                        _control.Stop();
                        break;
                    case "cancel":
                        _control.Cancel();
                        break;
                    default:
                        _control.Interrupt();
                        break;
                }
            },
            cancellationToken).WaitAsync(cancellationToken);
        Assert.That(waiting.IsCompleted, Is.False, "who waited is still blocked, and the caller has returned");
        release.Set();
        await waiting.WaitAsync(cancellationToken);
    }

    [Test]
    public void What_is_to_be_done_when_the_task_is_given_up_is_done_once_also_when_it_was_before()
    {
        var done = new List<string>();
        _control.WhenCancelled(() => done.Add("first"));
        _control.Stop();
        Assert.That(done, Is.Empty, "a stop is not the end of its time");
        _control.Cancel();
        _control.Cancel();
        _control.WhenCancelled(() => done.Add("late"));

        Assert.That(done, Is.EqualTo(new[] { "first", "late" }));
    }

    private async Task WaitAndBlockAsync(ManualResetEventSlim release, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _control.Interrupted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        release.Wait(cancellationToken);
    }
}
