using System.Text.RegularExpressions;
using Connect.Configuration;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Tests.Configuration;

public sealed partial class ConfigTransformerTests
{
    [Test]
    public async Task Each_path_is_asked_once_and_for_what_is_needed()
    {
        var provider = new RecordingProvider();
        var transformer = new ConfigTransformer(new Dictionary<string, IConfigProvider> { ["vault"] = provider });
        var result = await transformer.TransformAsync(new Dictionary<string, string?>
        {
            ["a"] = "${vault:p:user}:${vault:p:pass}",
            ["b"] = "${vault:p:user}",
            ["c"] = "${vault:q:x}",
            ["d"] = null,
            ["e"] = "plain",
        });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Data["a"], Is.EqualTo("p/user:p/pass"));
            Assert.That(result.Data["d"], Is.Null);
            Assert.That(provider.Asked, Is.EquivalentTo(new[] { "p: pass user", "q: x" }));
        }
    }

    [Test]
    public async Task Result_does_not_print_what_it_holds()
    {
        var transformer = new ConfigTransformer(new Dictionary<string, IConfigProvider> { ["vault"] = new RecordingProvider() });
        var result = await transformer.TransformAsync(new Dictionary<string, string?> { ["a"] = "${vault:p:pass}" });
        Assert.That(
            $"{result} {new ConfigData(new Dictionary<string, string> { ["a"] = "hush" })}", Does.Not.Contain("pass").And.Not.Contain("hush"));
    }

    [Test]
    public async Task Providers_are_disposed_of_with_it()
    {
        var provider = new RecordingProvider();
        await new ConfigTransformer(new Dictionary<string, IConfigProvider> { ["vault"] = provider }).DisposeAsync();
        Assert.That(provider.IsDisposed, Is.True);
    }

    [TestCase("${a:b}${c:d:e}x${${f:g:h}${")]
    [TestCase("${a${b:c}")]
    [TestCase("${:::}${::}${:}${}$")]
    [TestCase("a\n${x\ny:z}")]
    public void References_are_found_where_the_pattern_of_Kafka_finds_them(string text) =>
        Assert.That(
            ConfigVariable.FindAll(text).Select(variable => $"{variable.Range} {variable.Provider}|{variable.Path}|{variable.Key}"),
            Is.EqualTo(Reference().Matches(text)
                .Select(match => $"{match.Index..(match.Index + match.Length)} {match.Groups[1]}|{match.Groups[3]}|{match.Groups[4]}")));

    [Test]
    [CancelAfter(30_000)]
    public void Hostile_text_is_searched_in_linear_time(CancellationToken cancellationToken)
    {
        Assert.That(ConfigVariable.FindAll(string.Concat(Enumerable.Repeat("${:", 500_000))), Is.Empty);
        cancellationToken.ThrowIfCancellationRequested();
    }

    [GeneratedRegex(@"\$\{([^}]*?):(([^}]*?):)?([^}]*?)\}")]
    private static partial Regex Reference();

    private sealed class RecordingProvider : IConfigProvider, IDisposable
    {
        public bool IsDisposed { get; private set; }

        public List<string> Asked { get; } = [];

        public void Dispose() => IsDisposed = true;

        public ValueTask<ConfigData> GetAsync(string? path, IReadOnlyCollection<string>? keys, CancellationToken cancellationToken = default)
        {
            Asked.Add($"{path}: {string.Join(' ', keys!.Order())}");
            return ValueTask.FromResult(new ConfigData(keys!.ToDictionary(key => key, key => $"{path}/{key}")));
        }
    }
}
