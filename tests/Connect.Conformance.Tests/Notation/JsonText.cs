using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connect.Conformance.Tests.Notation;

/// <summary>Texts in JSON, lone surrogates included, which System.Text.Json refuses to hand out.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 4096 };

    public static string? Of(JsonNode? node)
    {
        if (node is null)
            return null;
        var value = node.AsValue();
        if (value.TryGetValue<JsonElement>(out var element) && element.ValueKind == JsonValueKind.String && element.GetRawText() is var raw
            && raw.Contains("\\u", StringComparison.Ordinal))
            return Unescape(raw);
        return value.GetValue<string>();
    }

    public static string Print(JsonNode? node)
    {
        try
        {
            return node?.ToJsonString(Readable) ?? "null";
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return "(not printable: lone surrogates)";
        }
    }

    private static string Unescape(string raw)
    {
        var text = new StringBuilder();
        for (var i = 1; i < raw.Length - 1; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            i++;
            text.Append(raw[i] switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\b',
                'f' => '\f',
                'u' => (char)int.Parse(raw.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                var other => other,
            });
            i += raw[i] == 'u' ? 4 : 0;
        }

        return text.ToString();
    }
}
