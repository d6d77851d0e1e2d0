using NUnit.Framework;

namespace Connect.Tests;

/// <summary>Waits for a condition in place of a sleep.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until a condition holds; fails the test when it does not come to that in time.</summary>
    /// <param name="condition">Asked every few milliseconds.</param>
    /// <param name="because">What the test waits for, for the message.</param>
    /// <param name="within">Default <see cref="TestTimeouts.Condition"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task Async(Func<bool> condition, string because, TimeSpan? within = null, CancellationToken cancellationToken = default)
        => Async(() => Task.FromResult(condition()), because, within, cancellationToken);

    /// <inheritdoc cref="Async(Func{bool}, string, TimeSpan?, CancellationToken)"/>
    public static async Task Async(Func<Task<bool>> condition, string because, TimeSpan? within = null, CancellationToken cancellationToken = default)
    {
        var limit = within ?? TestTimeouts.Condition;
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit)
                Assert.Fail($"Not within {limit.TotalSeconds:0.#} s: {because}");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }
}
