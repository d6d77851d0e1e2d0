namespace Connect.Runtime.Kafka.Translation;

/// <summary>What is special to consumers.</summary>
internal static class ConsumerTranslation
{
    private const string ByteArrayDeserializer = "org.apache.kafka.common.serialization.ByteArrayDeserializer";

    /// <summary>Translates.</summary>
    /// <param name="draft">The translation.</param>
    public static void Apply(TranslationDraft draft)
    {
        CommonTranslation.ApplyRequestTimeout(draft);
        ApplyGroup(draft);
        if (draft.Flag("enable.auto.commit") == true)
            draft.Warn("enable.auto.commit", "is ignored: an automatic commit would include records that the task has not received yet");
        foreach (var key in (string[])["key.deserializer", "value.deserializer"])
        {
            if (draft.Text(key) is { } deserializer && deserializer != ByteArrayDeserializer)
                draft.Warn(key, "is ignored: converters deserialize the records");
        }

        draft.Force("enable.auto.commit", "false");
        draft.Force("enable.auto.offset.store", "false");
        draft.Force("enable.partition.eof", draft.Config.NotesEnds ? "true" : "false");
        // Where to begin is decided in this room: librdkafka would go to the start or the end silently.
        draft.Force("auto.offset.reset", "error");

        // Java's defaults where librdkafka has others.
        draft.Default("isolation.level", "read_uncommitted");
        draft.Default("check.crcs", "true");
        draft.Default("allow.auto.create.topics", "true");

        // A consumer that reads one of its topics learns of another one that is created later only when it looks again. Java's consumer asks for a
        // missing topic again and again; the library would take five minutes.
        draft.Default("topic.metadata.refresh.interval.ms", "10000");

        // Measured: the library's second of pause stalls consumers of several partitions, and its 64 MB a consumer are no gain.
        draft.Default("fetch.queue.backoff.ms", "5");
        draft.Default("queued.max.messages.kbytes", "4096");
    }

    private static void ApplyGroup(TranslationDraft draft)
    {
        if (draft.Text("group.protocol") is { } protocol)
            draft.Set("group.protocol", protocol.ToLowerInvariant(), "group.protocol");
        if (draft.Text("isolation.level") is { } isolation)
            draft.Set("isolation.level", isolation.ToLowerInvariant(), "isolation.level");
        // Under the newer protocol the broker decides.
        if (draft.Entries.GetValueOrDefault("group.protocol") != "consumer")
            draft.Set("partition.assignment.strategy", AssignorNames.Translate(draft), AssignorNames.Key);
    }
}
