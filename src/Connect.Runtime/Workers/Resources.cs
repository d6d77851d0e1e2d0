namespace Connect.Runtime.Workers;

/// <summary>Releases what a task held.</summary>
internal static class Resources
{
    /// <summary>Releases every resource that wants it, in order; the first failure is told when all are through.</summary>
    public static async ValueTask ReleaseAsync(IEnumerable<object> resources)
    {
        List<Exception>? failures = null;
        foreach (var resource in resources)
        {
            try
            {
                if (resource is IAsyncDisposable asynchronous)
                    await asynchronous.DisposeAsync().ConfigureAwait(false);
                else
                    (resource as IDisposable)?.Dispose();
            }
            catch (Exception e)
            {
                (failures ??= []).Add(e);
            }
        }

        if (failures is not null)
            throw new ConnectException($"Not everything could be released: {failures[0].Message}", failures[0]);
    }
}
