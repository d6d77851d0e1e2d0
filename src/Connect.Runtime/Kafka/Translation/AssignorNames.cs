namespace Connect.Runtime.Kafka.Translation;

/// <summary>The classes of <c>partition.assignment.strategy</c> as librdkafka names them.</summary>
internal static class AssignorNames
{
    /// <summary>The key.</summary>
    public const string Key = "partition.assignment.strategy";

    private const string Package = "org.apache.kafka.clients.consumer.";
    private const string Cooperative = "cooperative-sticky";

    /// <summary>Translates the list.</summary>
    /// <param name="draft">The translation.</param>
    /// <returns>librdkafka's list; <c>range</c> where nothing is set, which is what members of Java agree on by default.</returns>
    /// <exception cref="ConfigException">A class is not known.</exception>
    public static string Translate(TranslationDraft draft)
    {
        var names = (draft.Text(Key) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => Translate(draft, name)).Distinct().ToList();
        if (names.Count == 0)
            return "range";

        // Java's members agree on an eager strategy first when they offer both; librdkafka cannot offer both.
        var eager = names.Where(name => name != Cooperative).ToList();
        if (eager.Count == 0 || eager.Count == names.Count)
            return string.Join(',', names);
        draft.Warn(Key, $"is used as {string.Join(',', eager)}: the client cannot offer eager and cooperative strategies at once");
        return string.Join(',', eager);
    }

    private static string Translate(TranslationDraft draft, string name)
    {
        switch (name.StartsWith(Package, StringComparison.Ordinal) ? name[Package.Length..] : name)
        {
            case "RangeAssignor" or "range":
                return "range";
            case "RoundRobinAssignor" or "roundrobin":
                return "roundrobin";
            case "CooperativeStickyAssignor" or Cooperative:
                return Cooperative;
            case "StickyAssignor":
                draft.Warn(Key, "names StickyAssignor; its cooperative successor is used instead");
                return Cooperative;
            default:
                throw new ConfigException(
                    Key, name, "Only RangeAssignor, RoundRobinAssignor, StickyAssignor and CooperativeStickyAssignor are supported.");
        }
    }
}
