namespace Daybook.Log.IndexFiles;

/// <summary>Goes through the frames of a file in order of position. Not thread-safe.</summary>
internal sealed class FrameWalk(IndexFile file)
{
    private FrameBlock frames;
    private int nextBlock;

    /// <summary>Goes to the next frame; false after the last.</summary>
    /// <exception cref="LogException">A block is damaged.</exception>
    public bool MoveNext(out FramePlace frame)
    {
        while (nextBlock == 0 || !frames.MoveNext())
        {
            if (nextBlock == file.Frames.BlockCount)
            {
                frame = default;
                return false;
            }

            frames = file.Frames.ReadBlock(nextBlock++);
        }

        frame = frames.Current;
        return true;
    }
}
