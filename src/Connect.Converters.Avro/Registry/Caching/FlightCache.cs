namespace Connect.Converters.Avro.Registry.Caching;

/// <summary> A bounded cache of answers. Concurrent callers of a missing entry share one call, and a caller that cancels does not cancel it for the
/// others. Failures are not cached, except refusals ("not found", "incompatible") for <paramref name="refusalTtl"/>. Thread-safe; a hit completes
/// synchronously.
/// </summary>
/// <param name="capacity">The maximum number of entries.</param>
/// <param name="ttl">How long an entry is valid; null for ever.</param>
/// <param name="refusalTtl">How long a refusal is valid; null for ever, zero for not at all.</param>
/// <param name="clock">The clock.</param>
internal sealed class FlightCache<TKey, TValue>(int capacity, TimeSpan? ttl, TimeSpan? refusalTtl, TimeProvider clock)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _lock = new();
    private readonly BoundedMap<TKey, Entry> _entries = new(capacity);
    private readonly Dictionary<TKey, Flight<TValue>> _flights = [];

    /// <summary>Returns the cached answer, or that of <paramref name="call"/>.</summary>
    public ValueTask<TValue> GetAsync(TKey key, Func<CancellationToken, ValueTask<TValue>> call, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<TValue>(cancellationToken);

        Flight<TValue>? flight;
        lock (_lock)
        {
            if (TryGetFresh(key) is { } entry)
            {
                return entry.Refusal is null ? new(entry.Value!) : ValueTask.FromException<TValue>(Again(entry.Refusal));
            }

            if (!_flights.TryGetValue(key, out flight) || !flight.TryJoin())
            {
                _flights[key] = flight = new Flight<TValue>();

                // Registered under the lock, so that other callers find the call, but run outside it.
                flight.Start(token => Task.Run(() => FlyAsync(key, flight, call, token), CancellationToken.None));
            }
        }

        return new(WaitAsync(flight, cancellationToken));
    }

    /// <summary>Stores an answer that was obtained in another way.</summary>
    public void Set(TKey key, TValue value)
    {
        lock (_lock)
            _entries.Set(key, new Entry(value, null, clock.GetTimestamp()));
    }

    /// <summary>Removes an answer.</summary>
    public void Remove(TKey key)
    {
        lock (_lock)
            _entries.Remove(key);
    }

    private Entry? TryGetFresh(TKey key)
    {
        if (!_entries.TryGet(key, out var entry))
            return null;

        var life = entry.Refusal is null ? ttl : refusalTtl;
        if (life is null || clock.GetElapsedTime(entry.Since) < life)
            return entry;

        _entries.Remove(key);
        return null;
    }

    private async Task<TValue> WaitAsync(Flight<TValue> flight, CancellationToken cancellationToken)
    {
        try
        {
            return await flight.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            bool last;
            lock (_lock)
                last = flight.Leave();

            if (last)
                flight.Dispose();
        }
    }

    private async Task<TValue> FlyAsync(
        TKey key, Flight<TValue> flight, Func<CancellationToken, ValueTask<TValue>> call, CancellationToken cancellationToken)
    {
        var entry = default(Entry?);
        try
        {
            var value = await call(cancellationToken).ConfigureAwait(false);
            entry = new Entry(value, null, clock.GetTimestamp());
            return value;
        }
        catch (DataException refusal) when (refusalTtl != TimeSpan.Zero && (refusal is SchemaNotFoundException or IncompatibleSchemaException))
        {
            entry = new Entry(null, refusal, clock.GetTimestamp());
            throw;
        }
        finally
        {
            lock (_lock)
            {
                if (entry is not null)
                    _entries.Set(key, entry);

                // A flight that all callers have left may already have been replaced by another one.
                if (_flights.TryGetValue(key, out var current) && ReferenceEquals(current, flight))
                    _flights.Remove(key);
            }
        }
    }

    // Each caller gets its own exception: one that is thrown twice has the wrong stack trace.
    private static DataException Again(DataException refusal) => refusal is IncompatibleSchemaException
        ? new IncompatibleSchemaException(refusal.Message, refusal)
        : new SchemaNotFoundException(refusal.Message, refusal);

    private sealed record Entry(TValue? Value, DataException? Refusal, long Since);
}
