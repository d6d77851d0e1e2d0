using Connect.Runtime.Plugins;
using Connect.Tests;

namespace Connect.Runtime.Tests.Plugins;

[CancelAfter(30_000)]
public sealed class PluginThreadsTests
{
    private readonly PluginThreads _threads = new();

    [Test]
    public async Task Every_plugin_runs_though_all_before_it_block(CancellationToken cancellationToken)
    {
        using var release = new ManualResetEventSlim();
        var running = 0;
        var flows = Enumerable.Range(0, 200).Select(_ => _threads.StartAsync(() =>
        {
            Interlocked.Increment(ref running);
            release.Wait(cancellationToken);
            return Task.CompletedTask;
        })).ToArray();

        await Eventually.Async(() => Volatile.Read(ref running) == flows.Length, "all run at once", cancellationToken: cancellationToken);
        release.Set();
        await Task.WhenAll(flows).WaitAsync(cancellationToken);
    }

    [Test]
    public async Task Plugins_that_await_share_a_few_threads(CancellationToken cancellationToken)
    {
        var release = new TaskCompletionSource();
        var running = 0;
        var flows = Enumerable.Range(0, 1000).Select(_ => _threads.StartAsync(async () =>
        {
            Interlocked.Increment(ref running);
            await release.Task;
        })).ToArray();
        await Eventually.Async(() => Volatile.Read(ref running) == flows.Length, "all run", cancellationToken: cancellationToken);

        Assert.That(_threads.Count, Is.LessThan(200));
        release.SetResult();
        await Task.WhenAll(flows).WaitAsync(cancellationToken);
    }

    [Test]
    public async Task Who_completes_what_a_plugin_awaits_does_not_run_what_comes_after(CancellationToken cancellationToken)
    {
        using var release = new ManualResetEventSlim();
        var awaited = new TaskCompletionSource();
        var flow = _threads.StartAsync(async () =>
        {
            await _threads.CallAsync(awaited.Task, static async (task, _) => await task.ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false);
            await _threads.EnterAsync();
            release.Wait(cancellationToken);
            return TaskScheduler.Current;
        });

        await Task.Run(awaited.SetResult, cancellationToken).WaitAsync(cancellationToken);
        release.Set();
        Assert.That(await flow.WaitAsync(cancellationToken), Is.SameAs(_threads));
    }

    [Test]
    public async Task Flow_is_never_resumed_inside_of_another(CancellationToken cancellationToken)
    {
        using var release = new ManualResetEventSlim();
        var awaited = new TaskCompletionSource();
        var blocking = _threads.StartAsync(async () =>
        {
            await awaited.Task.ConfigureAwait(false);
            await _threads.EnterAsync();
            release.Wait(cancellationToken);
        });

        await _threads.StartAsync(() =>
        {
            awaited.SetResult();
            return Task.CompletedTask;
        }).WaitAsync(cancellationToken);
        Assert.That(blocking.IsCompleted, Is.False);
        release.Set();
        await blocking.WaitAsync(cancellationToken);
    }

    [Test]
    public async Task What_a_plugin_awaits_brings_it_back_here(CancellationToken cancellationToken)
    {
        var scheduler = await _threads.StartAsync(async () =>
        {
            await Task.Run(() => { }, cancellationToken);
            return TaskScheduler.Current;
        }).WaitAsync(cancellationToken);

        Assert.That(scheduler, Is.SameAs(_threads));
    }
}
