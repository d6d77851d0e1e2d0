using Confluent.Kafka;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Kafka.Administration;

/// <summary>Makes administrative calls with a deadline of our own, each after a failure on a new client.</summary>
/// <remarks>
/// <para>A call that goes to a group's coordinator can abort the process when its request timeout ends before the coordinator was reached and a
/// broker comes up later (librdkafka issue 4605). So the request timeout is longer than any deadline, and a client with a call that is still under
/// way is thrown away.</para>
/// <para>Reading a group's offsets with an ordinary administrator crashes the process when the coordinator answers with an error, as it does while it
/// loads or moves: the library then speaks to the client's group, and an administrator has none. So calls about groups go through a consumer of that
/// group, which never joins it.</para>
/// </remarks>
/// <param name="clientId">The client's id.</param>
/// <param name="config">Its configuration.</param>
/// <param name="monitor">Listens to the clients.</param>
/// <param name="time">The clock.</param>
internal sealed class AdminCalls(string clientId, TranslatedConfig config, ConnectionMonitor monitor, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The request timeout of every call: longer than any deadline.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PropagationPause = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private AdminHandle? _shared;
    private Task _disposals = Task.CompletedTask;
    private bool _isDisposed;

    /// <summary>Creates a call, and makes it again while its error is one that may pass.</summary>
    /// <typeparam name="T">What it answers.</typeparam>
    /// <param name="what">What it does, for messages: "Describing topics".</param>
    /// <param name="call">The call; to make it twice must do no harm.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="KafkaClientException">It failed, or took longer than <c>default.api.timeout.ms</c>.</exception>
    public Task<T> RunAsync<T>(string what, Func<IAdminClient, Task<T>> call, CancellationToken cancellationToken)
        => RetryAsync(what, call, null, cancellationToken);

    /// <summary>Creates a call about a consumer group.</summary>
    /// <typeparam name="T">What it answers.</typeparam>
    /// <param name="what">What it does, for messages: "Deleting group g".</param>
    /// <param name="group">The group.</param>
    /// <param name="call">The call; to make it twice must do no harm.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="KafkaClientException">It failed, or took longer than <c>default.api.timeout.ms</c>.</exception>
    public Task<T> RunForGroupAsync<T>(string what, string group, Func<IAdminClient, Task<T>> call, CancellationToken cancellationToken)
        => RetryAsync(what, call, group, cancellationToken);

    /// <summary>Asks repeatedly until the answer is yes.</summary>
    /// <param name="ask">The question.</param>
    /// <param name="limit">How long at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitUntilAsync(Func<Task<bool>> ask, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (!await ask().ConfigureAwait(false) && time.GetElapsedTime(start) < limit)
            await Task.Delay(PropagationPause, time, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task disposals;
        lock (_lock)
        {
            _isDisposed = true;
            if (_shared is { } shared)
                Dispose(shared);
            _shared = null;
            disposals = _disposals;
        }

        monitor.Close();
        await disposals.ConfigureAwait(false);
    }

    private async Task<T> RetryAsync<T>(string what, Func<IAdminClient, Task<T>> call, string? group, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var left = config.ApiTimeout - time.GetElapsedTime(start);
            try
            {
                return await RunOnceAsync(what, call, group, left > RetryPause ? left : RetryPause, cancellationToken).ConfigureAwait(false);
            }
            catch (KafkaClientException e) when (e.IsTransient && time.GetElapsedTime(start) + RetryPause < config.ApiTimeout)
            {
                await Task.Delay(RetryPause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<T> RunOnceAsync<T>(
        string what, Func<IAdminClient, Task<T>> call, string? group, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var handle = Take(group);
        var isWorn = group is not null;
        try
        {
            var calling = call(handle.Client).WaitAsync(timeout, time, cancellationToken);
            if (await Task.WhenAny(calling, monitor.Failed, handle.Discarded).ConfigureAwait(false) != calling && monitor.Fatal is { } fatal)
                throw new KafkaClientException($"{what} failed: {fatal.Message}", fatal.Kind, fatal.Code, isFatal: true, fatal);
            if (!calling.IsCompleted && handle.IsDiscarded && !_isDisposed)
                throw Replaced(what);
            var answer = await calling.ConfigureAwait(false);
            monitor.Succeed();
            return answer;
        }
        catch (KafkaException e)
        {
            // A broker's clear answer, such as that a topic exists already, does not speak against the client.
            var error = AdminErrors.ErrorOf(e);
            var failure = KafkaErrors.Exception($"{what} failed", error, e);
            isWorn |= !error.IsBrokerError || failure.IsTransient;
            throw failure;
        }
        catch (TimeoutException e)
        {
            isWorn = true;
            var trouble = monitor.Outage?.Describe() ?? monitor.Current.LastError;
            throw new KafkaClientException(
                $"{what} was not done within {config.ApiTimeout.TotalSeconds:0.#} s (default.api.timeout.ms)"
                    + (trouble is null ? "" : $": {trouble}"),
                KafkaErrorKind.Transient, (int)ErrorCode.Local_TimedOut, innerException: e);
        }
        catch (OperationCanceledException)
        {
            isWorn = true;
            throw;
        }
        catch (ObjectDisposedException e) when (!_isDisposed)
        {
            throw Replaced(what, e);
        }
        finally
        {
            if (isWorn)
                Discard(handle);
        }
    }

    private KafkaClientException Replaced(string what, Exception? cause = null) =>
        new($"{what} failed: client {clientId} was replaced after another call failed", KafkaErrorKind.Transient, innerException: cause);

    private AdminHandle Take(string? group)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return group is not null
                ? NativeClients.BuildGroupAdmin(clientId, group, config, monitor)
                : _shared ??= new AdminHandle(NativeClients.BuildAdmin(clientId, config, monitor), null);
        }
    }

    private void Discard(AdminHandle handle)
    {
        lock (_lock)
        {
            if (handle.IsDiscarded)
                return;
            if (_shared == handle)
                _shared = null;
            Dispose(handle);
        }
    }

    // The library waits for its threads, so the wait is kept off the pool's.
    private void Dispose(AdminHandle handle)
    {
        handle.Discard();
        var disposal = Task.Factory.StartNew(handle.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _disposals = _disposals.IsCompleted ? disposal : Task.WhenAll(_disposals, disposal);
    }
}
