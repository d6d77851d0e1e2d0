namespace Connect.Runtime.Kafka.Membership;

/// <summary>One run of a worker process: the worker's id, and what distinguishes this run from earlier ones.</summary>
/// <param name="WorkerId">The worker's id: <c>host:port</c>, as in Java's statuses.</param>
/// <param name="Incarnation">A new value at each start of the worker.</param>
internal readonly record struct WorkerIncarnation(string WorkerId, string Incarnation)
{
    private const char Separator = '|';

    /// <summary>The client id by which the group's other members find the worker: <c>PREFIX|WORKER|INCARNATION</c>.</summary>
    /// <param name="prefix">The prefix; may contain any character.</param>
    public string ToClientId(string prefix) => $"{prefix}{Separator}{WorkerId}{Separator}{Incarnation}";

    /// <summary>Parses a client id. Only the last two parts are read: the prefix may contain the separator, id and incarnation may not.</summary>
    /// <param name="clientId">The client id.</param>
    /// <returns>Null if <see cref="ToClientId"/> did not create it.</returns>
    public static WorkerIncarnation? Parse(string clientId)
    {
        var last = clientId.LastIndexOf(Separator);
        var first = last <= 0 ? -1 : clientId.LastIndexOf(Separator, last - 1);
        return first < 0 || last - first == 1 || last == clientId.Length - 1
            ? null : new WorkerIncarnation(clientId[(first + 1)..last], clientId[(last + 1)..]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{WorkerId}{Separator}{Incarnation}";
}
