using System.Globalization;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>The keys that all clients have, security left out, and what this room does itself.</summary>
internal static class CommonTranslation
{
    private const long RefreshLimit = 3_600_000;
    private const long AgeLimit = 86_400_000;

    /// <summary>Sets what all clients have.</summary>
    /// <param name="draft">The translation.</param>
    public static void Apply(TranslationDraft draft)
    {
        if (draft.Number("metadata.max.age.ms") is { } age)
        {
            // librdkafka keeps metadata for three refreshes unless told otherwise.
            draft.Set("topic.metadata.refresh.interval.ms", draft.Clamp("metadata.max.age.ms", age, 1, RefreshLimit), "metadata.max.age.ms");
            draft.Set("metadata.max.age.ms", Math.Clamp(age * 3, 3, AgeLimit).ToString(CultureInfo.InvariantCulture), "metadata.max.age.ms");
        }

        draft.Default("log.connection.close", "false");
    }

    /// <summary>Sets how long consumers and administrators wait for an answer.</summary>
    /// <param name="draft">The translation.</param>
    public static void ApplyRequestTimeout(TranslationDraft draft)
    {
        if (draft.Number("request.timeout.ms") is { } timeout)
            draft.Set("socket.timeout.ms", draft.Clamp("request.timeout.ms", timeout, 10, 300_000), "request.timeout.ms");
    }

    /// <summary>Reads what this room does itself.</summary>
    /// <param name="draft">The finished translation.</param>
    public static TranslatedConfig Finish(TranslationDraft draft) => new()
    {
        Entries = draft.Entries,
        Warnings = draft.Warnings,
        Reset = ResetOf(draft.Text("auto.offset.reset")),
        ResetsOutOfRange = draft.Text("auto.offset.reset") is not null,
        IsCooperative = draft.Entries.GetValueOrDefault("partition.assignment.strategy") is null or "cooperative-sticky",
        MaxPollRecords = (int)Positive(draft, "max.poll.records", 500, int.MaxValue),
        ApiTimeout = Milliseconds(draft, "default.api.timeout.ms", 60_000),
        MaxPollInterval = Milliseconds(draft, "max.poll.interval.ms", 300_000),
        MetadataAge = Milliseconds(draft, "metadata.max.age.ms", 300_000),
        ExcludesInternalTopics = draft.Flag("exclude.internal.topics") ?? true,
        MaxOutstandingBytes = ProducerTranslation.OutstandingBytes(draft),
        MaxOutstandingRecords = ProducerTranslation.OutstandingRecords(draft),
    };

    private static TimeSpan Milliseconds(TranslationDraft draft, string key, long fallback)
        => TimeSpan.FromMilliseconds(Positive(draft, key, fallback, int.MaxValue));

    private static long Positive(TranslationDraft draft, string key, long fallback, long most)
        => Math.Clamp(draft.Number(key) ?? fallback, 1, most);

    private static OffsetReset ResetOf(string? text)
    {
        const string ByDuration = "by_duration:";
        var value = text?.ToLowerInvariant();
        return value switch
        {
            null or "earliest" or "smallest" or "beginning" => new OffsetReset(OffsetResetKind.Earliest),
            "latest" or "largest" or "end" => new OffsetReset(OffsetResetKind.Latest),
            "none" or "error" => new OffsetReset(OffsetResetKind.None),
            _ when value.StartsWith(ByDuration, StringComparison.Ordinal) && Iso8601Duration.TryParse(text![ByDuration.Length..], out var age)
                => new OffsetReset(OffsetResetKind.ByDuration, age),
            _ => throw new ConfigException(
                "auto.offset.reset", text, "Invalid value `" + text
                    + "` for configuration auto.offset.reset. The value must be either 'earliest', 'latest', 'none' or of the format "
                    + "'by_duration:<PnDTnHnMn.nS.>'."),
        };
    }
}
