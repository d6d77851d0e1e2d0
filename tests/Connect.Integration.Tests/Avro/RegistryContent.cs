using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Connect.Integration.Tests.Avro;

/// <summary>All schemas of a registry that keeps them in memory, taken before it stops and put back in the same order, so that each has its id
/// again.</summary>
internal sealed class RegistryContent
{
    private readonly List<(int Id, string Subject, string Schema)> _schemas = [];

    public static async Task<RegistryContent> TakeAsync(string url)
    {
        using var http = new HttpClient();
        var content = new RegistryContent();
        foreach (var subject in (await http.GetFromJsonAsync<string[]>($"{url}/subjects"))!)
        {
            foreach (var version in (await http.GetFromJsonAsync<int[]>($"{url}/subjects/{subject}/versions"))!)
            {
                var schema =
                    (await http.GetFromJsonAsync<JsonObject>(
                        string.Create(CultureInfo.InvariantCulture, $"{url}/subjects/{subject}/versions/{version}")))!;
                content._schemas.Add(((int)schema["id"]!, subject, (string)schema["schema"]!));
            }
        }

        return content;
    }

    public async Task PutBackAsync(string url)
    {
        using var http = new HttpClient();
        foreach (var (id, subject, schema) in _schemas.OrderBy(schema => schema.Id))
        {
            using var answer = await http.PostAsJsonAsync($"{url}/subjects/{subject}/versions", new JsonObject { ["schema"] = schema });
            var registered = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
            Assert.That((int)registered["id"]!, Is.EqualTo(id), "the registry that came back has another id for a schema");
        }
    }
}
