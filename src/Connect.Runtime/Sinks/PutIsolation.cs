using Connect.Connectors;

namespace Connect.Runtime.Sinks;

/// <summary>Finds the records that a sink refuses (<c>errors.put.isolate</c>): a put that failed permanently is repeated in halves, failing halves
/// are halved again, down to single records.</summary>
/// <remarks>
/// <para>Halves are put in order. Records that the sink accepted before the put failed are put twice, as at-least-once delivery allows.</para>
/// <para>If the sink refuses every one of several records, the records are not the cause: the put then fails as without isolation.</para>
/// <para>Used only by the task's loop.</para>
/// </remarks>
/// <param name="put">Puts records.</param>
internal sealed class PutIsolation(Func<SinkRecord[], ValueTask> put)
{
    private readonly List<(SinkRecord Record, Exception Cause)> _bad = [];

    /// <summary>The records that the sink refuses, each with the reason.</summary>
    public IReadOnlyList<(SinkRecord Record, Exception Cause)> Bad => _bad;

    /// <summary>Repeats a put that failed permanently.</summary>
    /// <param name="records">The records.</param>
    /// <param name="cause">Why the put failed.</param>
    /// <returns>The remaining records in order, and the reason, if the sink requests a retry. Null if every record was accepted or refused.</returns>
    /// <exception cref="Exception">The sink refuses every one of several records.</exception>
    public async ValueTask<(SinkRecord[] Records, ConnectException Cause)?> RunAsync(SinkRecord[] records, Exception cause)
    {
        var taken = 0;
        var left = new Stack<(SinkRecord[] Records, Exception? Cause)>();
        left.Push((records, cause));
        while (left.TryPop(out var next))
        {
            var refused = next.Cause;
            if (refused is null)
            {
                try
                {
                    await put(next.Records).ConfigureAwait(false);
                    taken += next.Records.Length;
                    continue;
                }
                catch (ConnectException e) when (e.IsTransient)
                {
                    SinkRecord[] rest = [.. next.Records, .. left.SelectMany(later => later.Records)];
                    if (taken > 0)
                        return (rest, e);

                    // Until the sink accepts a record, it is unknown whether the records are the cause.
                    rest = [.. _bad.Select(bad => bad.Record), .. rest];
                    _bad.Clear();
                    return (rest, e);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    refused = e;
                }
            }

            if (next.Records.Length == 1)
            {
                _bad.Add((next.Records[0], refused));
                continue;
            }

            var half = next.Records.Length / 2;
            left.Push((next.Records[half..], null));
            left.Push((next.Records[..half], null));
        }

        return taken == 0 && records.Length > 1 ? throw cause : null;
    }
}
