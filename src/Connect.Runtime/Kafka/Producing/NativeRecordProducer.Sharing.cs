namespace Connect.Runtime.Kafka.Producing;

/// <summary>The producer's relation to its client: joining it, going on after its failure, and leaving it.</summary>
internal sealed partial class NativeRecordProducer
{
    /// <summary>Handles a permanent failure of a client. Called on the client's thread.</summary>
    /// <param name="client">The client.</param>
    public void NoticeFailure(NativeProducerClient client)
    {
        var fatal = client.Monitor.Fatal!;
        lock (_lock)
        {
            if (_isClosed || client != _client || _failure is not null)
                return;

            // Another client would be rejected with the same credentials.
            _isStale = client.IsShared && fatal.Kind != KafkaErrorKind.AuthenticationFailed && _outstanding.Count == 0;
            if (_isStale)
                return;
            _failure = fatal;
        }

        _outstanding.WakeAll();
        Failed?.Invoke();
    }

    /// <summary>Fails every record without a result. For the client's thread, when the client is gone.</summary>
    public void FailAll()
    {
        if (!_hasLeft)
            FailOutstanding();
    }

    private void FailOutstanding()
    {
        var error = RecordRefusals.Closed(_clientId);
        foreach (var delivery in _deliveries.ToList())
        {
            var (topic, size) = (delivery.Topic, delivery.Size);
            if (!delivery.TryEnd())
                continue;
            delivery.OnFailed(error);
            _embedded?.Usage.Release(topic, size);
            _outstanding.Return(1, size);
        }

        _outstanding.WakeAll();
    }

    private void Attach()
    {
        _number = _client.Attach(this);
        _client.Monitor.AddUser(_config, () => Outstanding);
        if (_client.Monitor.Fatal is not null)
            NoticeFailure(_client);
    }

    /// <summary>Continues on another client, because the present one has failed while it had no record of this producer.</summary>
    /// <returns>False if records were buffered for the failed client meanwhile.</returns>
    private bool TryRenew()
    {
        if (_buffer.Count > 0)
        {
            Volatile.Write(ref _failure, _client.Monitor.Fatal);
            return false;
        }

        var client = _clients.Join(_config, _translated, _canShare);
        Detach();
        _ = _clients.LeaveAsync(_client);
        _isStale = false;
        Volatile.Write(ref _client, client);
        Attach();
        return true;
    }

    private void Detach()
    {
        _client.Monitor.RemoveUser(_config);
        _client.Detach(_number);
    }

    private Task BeginClose()
    {
        lock (_lock)
        {
            if (_isClosed)
                return _closed.Task;
            _isClosed = true;
        }

        _ = CloseAsync();
        return _closed.Task;
    }

    private async Task CloseAsync()
    {
        // A call of the library that is under way uses the client.
        await _call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Monitor.RemoveUser(_config);
        if (_clients.LeaveAsync(_client) is { } destroyed)
            await destroyed.ConfigureAwait(false);
        else
            Leave();
        _closed.TrySetResult();
    }

    /// <summary>Leaves the client to the other producers.</summary>
    private void Leave()
    {
        long left;
        lock (_reporting)
        {
            left = _accepted - _reported;
            if (left > 0)
            {
                _leftBytes = _outstanding.Bytes;
                _client.CountLeft((int)left, _leftBytes);
            }

            Volatile.Write(ref _hasLeft, true);
        }

        FailOutstanding();
        if (left == 0)
            _client.Detach(_number);
    }

    private void ForgetLeft(int records)
    {
        var isLast = _reported == _accepted;
        _client.CountLeft(-records, isLast ? -_leftBytes : 0);
        if (isLast)
            _client.Detach(_number);
    }
}
