using Daybook.Load.Engines;
using Daybook.Load.Measuring;

namespace Daybook.Load.Phases;

/// <summary>The engines of one part of a run, each open in a directory of its own, all removed at the end.</summary>
internal sealed class EngineSet(string directory) : IAsyncDisposable
{
    private readonly List<(string Name, IEngine Engine)> open = [];

    public IReadOnlyList<(string Name, IEngine Engine)> Open => open;

    /// <summary>Opens our store and the peers. A peer that cannot be opened here is named and left out.</summary>
    public static async Task<EngineSet> OpenAsync(string directory, IReadOnlyList<string> peers, Talk talk)
    {
        var set = new EngineSet(directory);
        foreach (var kind in EngineCatalog.All.Where(kind => kind.Name == EngineCatalog.Ours || peers.Contains(kind.Name)))
        {
            try
            {
                set.open.Add((kind.Name, await kind.Open(set.PathOf(kind.Name))));
            }
            catch (Exception failure) when (kind.IsPeer)
            {
                talk.Say($"{kind.Name} cannot be measured here: {failure.GetBaseException().Message.ReplaceLineEndings(" ")}");
            }
        }

        return set;
    }

    public void Add(string name, IEngine engine) => open.Add((name, engine));

    public string PathOf(string name) => Path.Combine(directory, name);

    /// <summary>Closes all engines and leaves their files.</summary>
    public async Task CloseAsync()
    {
        foreach (var (_, engine) in open)
        {
            await engine.DisposeAsync();
        }

        open.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(directory, recursive: true);
    }
}
