using Confluent.Kafka;

namespace Connect.Runtime.Kafka.Producing;

/// <summary>Transactions. The library's calls block, so each runs on a thread of its own; the client is not closed before the one under way has
/// returned.</summary>
internal sealed partial class NativeRecordProducer : ITransactionalProducer
{
    /// <summary>The timeout of one call of the library. A call that times out is repeated, which continues where it was.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    private Task _call = Task.CompletedTask;

    /// <inheritdoc/>
    public string TransactionalId { get; }

    /// <inheritdoc/>
    public Task InitializeAsync(CancellationToken cancellationToken) => CallAsync("cannot take its transactional id", Initialize, cancellationToken);

    /// <inheritdoc/>
    public void Begin()
    {
        ThrowIfUseless();
        lock (_lock)
        {
            if (_isClosed)
                throw RecordRefusals.Closed(_clientId);
            if (_client.Api.BeginTransaction(_client.Handle) is not 0 and var error)
                throw ReadFailure(error, "cannot begin a transaction");
        }
    }

    /// <inheritdoc/>
    public Task CommitAsync(CancellationToken cancellationToken) => CallAsync("could not commit its transaction", Commit, cancellationToken);

    /// <inheritdoc/>
    public Task AbortAsync(CancellationToken cancellationToken) => CallAsync("could not abort its transaction", Abort, cancellationToken);

    private nint Initialize() => _client.Api.InitTransactions(_client.Handle, Slice);

    private nint Commit() => _client.Api.CommitTransaction(_client.Handle, Slice);

    private nint Abort() => _client.Api.AbortTransaction(_client.Handle, Slice);

    private async Task CallAsync(string what, Func<nint> call, CancellationToken cancellationToken)
    {
        SendBuffered();
        ThrowIfUseless();
        Task calling;
        lock (_lock)
        {
            if (_isClosed)
                throw RecordRefusals.Closed(_clientId);
            _call = calling = Task.Factory.StartNew(() => Repeat(what, call), CancellationToken.None, TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }

        await calling.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Repeat(string what, Func<nint> call)
    {
        while (true)
        {
            var error = call();
            if (error == 0)
            {
                _client.Monitor.Succeed();
                return;
            }

            var mayGoOn = _client.Api.IsTimeout(error) && _client.Monitor.Fatal is null && !Volatile.Read(ref _isClosed);
            var failure = ReadFailure(error, what);
            if (!mayGoOn)
                throw failure;
        }
    }

    /// <summary>Reads an error object and frees it. After a fatal error a producer only reports state conflicts; the monitor has the cause.</summary>
    private KafkaClientException ReadFailure(nint error, string what)
    {
        var isFatal = _client.Api.IsFatal(error);
        var code = (ErrorCode)_client.Api.TakeError(error, out var text);
        if (code is ErrorCode.Local_Fatal or ErrorCode.Local_Conflict or ErrorCode.Local_State && _client.Monitor.Fatal is { } cause)
            return cause;
        return KafkaErrors.Exception($"Kafka client {_clientId} {what}", new Error(code, text, isFatal));
    }
}
