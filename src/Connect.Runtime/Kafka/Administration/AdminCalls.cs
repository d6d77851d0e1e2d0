using Confluent.Kafka;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Kafka.Administration;

/// <summary>Makes administrative calls with a deadline of our own, each after a failure on a new client.</summary>
/// <remarks>A call that goes to a group's coordinator can abort the process when its request timeout ends before the coordinator was reached and a broker comes up later
/// (librdkafka issue 4605). So the request timeout is longer than any deadline, and a client with a call that is still under way is thrown away.</remarks>
/// <param name="clientId">The client's id.</param>
/// <param name="config">Its configuration.</param>
/// <param name="monitor">Listens to the clients.</param>
/// <param name="time">The clock.</param>
internal sealed class AdminCalls(string clientId, TranslatedConfig config, ConnectionMonitor monitor, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The request timeout of every call: longer than any deadline.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromMinutes(30);

    private readonly Lock _lock = new();
    private IAdminClient? _client;
    private Task _disposals = Task.CompletedTask;
    private bool _isDisposed;

    /// <summary>Makes a call.</summary>
    /// <typeparam name="T">What it answers.</typeparam>
    /// <param name="what">What it does, for messages: "Describing topics".</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KafkaClientException">It failed, or took longer than <c>default.api.timeout.ms</c>.</exception>
    public async Task<T> RunAsync<T>(string what, Func<IAdminClient, Task<T>> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var client = Take();
        try
        {
            var answer = await call(client).WaitAsync(config.ApiTimeout, time, cancellationToken).ConfigureAwait(false);
            monitor.Succeed();
            return answer;
        }
        catch (KafkaException e)
        {
            Discard(client);
            throw KafkaErrors.Exception($"{what} failed", AdminErrors.ErrorOf(e), e);
        }
        catch (TimeoutException e)
        {
            Discard(client);
            var trouble = monitor.Current.LastError;
            throw new KafkaClientException(
                $"{what} was not done within {config.ApiTimeout.TotalSeconds:0.#} s (default.api.timeout.ms){(trouble is null ? "" : $": {trouble}")}",
                KafkaErrorKind.Transient, (int)ErrorCode.Local_TimedOut, innerException: e);
        }
        catch (OperationCanceledException)
        {
            Discard(client);
            throw;
        }
        catch (ObjectDisposedException e)
        {
            throw new KafkaClientException($"{what} failed: client {clientId} was closed, or replaced after another call's failure", KafkaErrorKind.Transient, innerException: e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task disposals;
        lock (_lock)
        {
            _isDisposed = true;
            if (_client is { } client)
                Dispose(client);
            _client = null;
            disposals = _disposals;
        }

        monitor.Close();
        await disposals.ConfigureAwait(false);
    }

    private IAdminClient Take()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _client ??= NativeClients.BuildAdmin(clientId, config, monitor);
        }
    }

    private void Discard(IAdminClient client)
    {
        lock (_lock)
        {
            if (_client != client)
                return;
            _client = null;
            Dispose(client);
        }
    }

    // The library waits for its threads, so the wait is kept off the pool's.
    private void Dispose(IAdminClient client)
    {
        var disposal = Task.Factory.StartNew(client.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _disposals = Task.WhenAll(_disposals, disposal);
    }
}
