using Connect.Runtime.Kafka;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tasks;

/// <summary>Runs a check at an interval in the background, and describes topics for it. Opens an admin client when topics are first
/// described.</summary>
/// <param name="interval">The time between two checks, and the longest that describing topics may take.</param>
/// <param name="createAdmin">Creates the admin client.</param>
/// <param name="time">The clock.</param>
internal sealed class TopicProbe(TimeSpan interval, Func<IKafkaAdmin> createAdmin, TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private Task _loop = Task.CompletedTask;
    private IKafkaAdmin? _admin;

    /// <summary>Starts the background loop.</summary>
    /// <param name="check">The check; only one runs at a time.</param>
    /// <param name="report">Logs a check that failed; the loop goes on. Kafka's refusals are for Debug: perhaps the task may use a topic but not
    /// describe it. Anything else is a fault of this library, for Warning.</param>
    public void Start(Func<Task> check, Action<LogLevel, Exception> report) => _loop = CheckRepeatedlyAsync(check, report);

    /// <summary>Stops without waiting, because the task was abandoned.</summary>
    public void Abandon() => _ = _ended.CancelAsync();

    /// <summary>The topics that exist. Call it only from the check.</summary>
    /// <returns>Null if Kafka did not answer in time.</returns>
    /// <exception cref="ConnectException">Kafka refused, for example because the task may use a topic but not describe it.</exception>
    public async Task<IReadOnlyDictionary<string, TopicDescription>?> DescribeAsync(IReadOnlyCollection<string> topics)
    {
        using var overdue = new CancellationTokenSource(interval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token, overdue.Token);
        try
        {
            _admin ??= createAdmin();
            return await _admin.DescribeTopicsAsync(topics, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_ended.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Closes the admin client until topics are described again. Call it only from the check.</summary>
    public async Task CloseAdminAsync()
    {
        if (_admin is { } admin)
            await admin.DisposeAsync().ConfigureAwait(false);
        _admin = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Abandon();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task CheckRepeatedlyAsync(Func<Task> check, Action<LogLevel, Exception> report)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token).ConfigureAwait(false))
                await CheckAsync(check, report).ConfigureAwait(false);
        }
        finally
        {
            await CloseAdminAsync().ConfigureAwait(false);
        }
    }

    private async Task CheckAsync(Func<Task> check, Action<LogLevel, Exception> report)
    {
        try
        {
            await check().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            report(e is ConnectException ? LogLevel.Debug : LogLevel.Warning, e);
        }
    }
}
