using System.Text;
using System.Text.Json.Nodes;
using Connect.Tests;

namespace Connect.Fuzz.Tests.Targets;

/// <summary>Good inputs: the golden cases, and the files of the repository.</summary>
internal static class Corpus
{
    private static string Goldens { get; } =
        RepoPaths.Goldens ?? throw new DirectoryNotFoundException("tests/Goldens is missing: the fuzz tests take their inputs from there.");

    /// <summary>The cases of a golden file.</summary>
    public static IEnumerable<JsonObject> Cases(string file) =>
        File.ReadLines(Path.Combine(Goldens, file)).Where(line => line.Length > 0)
            .Select(line => JsonNode.Parse(line, documentOptions: new() { MaxDepth = 4096 })!.AsObject());

    /// <summary>The bytes that converters of a class read in the golden cases; long ones are left out.</summary>
    public static IEnumerable<byte[]> Read(string operation, string className, bool? schemas = null) =>
        from golden in Cases("converters.jsonl")
        where golden["op"]!.GetValue<string>() == operation && golden["class"]!.GetValue<string>().EndsWith(className, StringComparison.Ordinal)
        where schemas is null || (golden["config"]?["schemas.enable"]?.ToString() != "false") == schemas
        let bytes = golden["bytes"]?.GetValue<string>()
        where bytes is { Length: < 2_000 }
        select Convert.FromBase64String(bytes);

    /// <summary>The bytes that converters of a class wrote in the golden cases.</summary>
    public static IEnumerable<byte[]> Written(string className) =>
        from golden in Cases("converters.jsonl")
        where golden["op"]!.GetValue<string>() == "from-connect" && golden["class"]!.GetValue<string>().EndsWith(className, StringComparison.Ordinal)
        let bytes = golden["expect"]?["bytes"]?.GetValue<string>()
        where bytes is { Length: < 2_000 }
        select Convert.FromBase64String(bytes);

    /// <summary>The records that Java's worker wrote to an internal topic, each as <see cref="RecordInput"/> reads it.</summary>
    public static IEnumerable<byte[]> InternalTopic(string file) =>
        from path in Directory.EnumerateFiles(Path.Combine(Goldens, "internal", "distributed"), file, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
        from line in File.ReadLines(path)
        where line.Length > 0
        let record = JsonNode.Parse(line)!
        select RecordInput.Of(record["key"]!.GetValue<string>(), record["value"]?.GetValue<string>());

    /// <summary>The offset files of standalone workers.</summary>
    public static IEnumerable<byte[]> OffsetFiles() =>
        Directory.EnumerateFiles(Path.Combine(Goldens, "internal", "standalone"), "*.bin").Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    /// <summary>The property files that come with the worker.</summary>
    public static IEnumerable<byte[]> PropertyFiles() =>
        Directory.EnumerateFiles(RepoPaths.Combine("config"), "*.properties", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)
            .Append(Encoding.Latin1.GetBytes("a=b\n#c\n k\\ ey : v\\u00e9l\\\n   next\n!x\nurl=http\\://h\n=\n\u00e9=1\r\nz"));
}
