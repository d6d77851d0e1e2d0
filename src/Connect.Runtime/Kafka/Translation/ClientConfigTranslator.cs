using Connect.Runtime.Kafka.Native;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>Turns Java's client keys into librdkafka's.</summary>
/// <remarks>No key is dropped silently: what means nothing here, and what nobody knows, is reported. librdkafka's own keys pass through and win over
/// Java's.</remarks>
internal static class ClientConfigTranslator
{
    /// <summary>Translates a client's configuration.</summary>
    /// <param name="config">What was asked.</param>
    /// <exception cref="ConfigException">A value is not valid; the message names the key as it was given.</exception>
    public static TranslatedConfig Translate(ClientConfig config)
    {
        var draft = new TranslationDraft(config);
        if (string.IsNullOrWhiteSpace(config.Get("bootstrap.servers")))
            throw new ConfigException("Missing required configuration \"bootstrap.servers\" which has no default value.");
        if (JavaClientRules.Find(config).FirstOrDefault() is { } fault)
            throw new ConfigException(fault.Message);
        if (config.Kind == ClientKind.Producer)
            ProducerTranslation.Check(draft);
        CopyKnown(draft);
        SecurityTranslation.Apply(draft);
        switch (config.Kind)
        {
            case ClientKind.Producer:
                ProducerTranslation.Apply(draft);
                break;
            case ClientKind.Consumer:
                ConsumerTranslation.Apply(draft);
                break;
            default:
                CommonTranslation.ApplyRequestTimeout(draft);
                break;
        }

        CommonTranslation.Apply(draft);
        CopyUnknown(draft);
        NativeCrossChecks.Apply(draft);
        return CommonTranslation.Finish(draft);
    }

    private static void CopyKnown(TranslationDraft draft)
    {
        foreach (var name in draft.Config.Entries.Keys.Order(StringComparer.Ordinal))
        {
            if (draft.Text(name) is not { } value || JavaClientKeys.Find(draft.Config.Kind, name) is not { } key)
                continue;
            if (key.Unused is not null)
                draft.Warn(name, $"is left out: {key.Unused}");
            else if (key.Native is not null && NativeRanges.TryGet(name, out var least, out var most))
                draft.Set(key.Native, draft.Clamp(name, draft.Number(name)!.Value, least, most), name);
            else if (key.Native is not null && value.Length > 0)
                draft.Set(key.Native, value, name);
        }
    }

    private static void CopyUnknown(TranslationDraft draft)
    {
        foreach (var (name, value) in draft.Config.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (value is null || ReservedKeys.IsReadElsewhere(name) || JavaClientKeys.Find(draft.Config.Kind, name) is not null)
                continue;
            if (JavaClientKeys.IsKnownElsewhere(name))
                draft.Warn(name, "is ignored: it belongs to another kind of client");
            else if (ReservedKeys.Find(name) is { } reason)
                draft.Warn(name, $"is left out: {reason}");
            else if (NativeClientLibrary.Instance.Check(name, value, out _) != NativeConfigCheck.UnknownKey)
                draft.Set(name, value, name);
            else
                draft.Warn(name, "is ignored: neither Kafka's clients nor librdkafka know it");
        }
    }
}
