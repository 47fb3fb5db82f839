namespace Daybook;

/// <summary>Which state a decision starts from. Whatever is chosen, the append is checked, so no choice can record a wrong event.</summary>
public enum LoadOption
{
    /// <summary>The state as it is now: what is cached and all events since. A read for each decision.</summary>
    Fresh,

    /// <summary>What is cached, without reading. Saves the read; if others appended meanwhile, the append conflicts and is decided again.</summary>
    Cached,

    /// <summary>The initial state, without reading: for streams that are new almost always. If not, decided again.</summary>
    AssumeNew,
}
