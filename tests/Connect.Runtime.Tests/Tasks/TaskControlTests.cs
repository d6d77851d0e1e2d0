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
}
