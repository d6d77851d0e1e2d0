using System.Globalization;
using System.Text;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>Decides which clients could be one: those that differ in nothing but their id.</summary>
internal static class EqualSettings
{
    private const string IdKey = "client.id";

    /// <summary>Everything in which two clients may differ, credentials included; compared, never logged.</summary>
    /// <param name="config">What was asked.</param>
    /// <param name="translated">The same for the client.</param>
    public static string KeyOf(ClientConfig config, TranslatedConfig translated)
    {
        var text = new StringBuilder();
        text.Append(config.Use!.Role).Append('\0').Append(config.BootstrapKey).Append('\0');
        foreach (var (key, value) in config.Entries.Where(entry => entry.Key != IdKey).OrderBy(entry => entry.Key, StringComparer.Ordinal))
            text.Append(key).Append('\0').Append(value).Append('\0');
        foreach (var (key, value) in translated.Entries.Where(entry => entry.Key != IdKey).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            text.Append(key).Append('\0').Append(value).Append('\0');

            // A certificate may be replaced in its file: a task that starts afterwards needs a client that has read it.
            if ((key.EndsWith(".location", StringComparison.Ordinal) || key.EndsWith(".keytab", StringComparison.Ordinal)) && File.Exists(value))
                text.Append(File.GetLastWriteTimeUtc(value).Ticks.ToString(CultureInfo.InvariantCulture)).Append('\0');
        }

        return text.ToString();
    }

    /// <summary>The settings of the one client that stands for all with equal settings.</summary>
    /// <param name="translated">The settings.</param>
    /// <param name="id">The client's id.</param>
    public static TranslatedConfig WithId(TranslatedConfig translated, string id) =>
        translated with { Entries = new Dictionary<string, string>(translated.Entries) { [IdKey] = id } };
}
