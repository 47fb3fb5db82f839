using System.Text;
using System.Text.Unicode;
using CsvHelper;
using Daybook.Import.Batches;
using Daybook.Import.Inputs;
using Daybook.Import.Mapping;

namespace Daybook.Import.Csv;

/// <summary>Reads an event a record, as the map says. Strict where CSV readers are lenient: a guess would be recorded for ever.</summary>
internal sealed class CsvSource(Stream input, ImportMap map, StreamTable streams) : EventSource
{
    private readonly CsvReader reader = CsvReader.Create(
        input,
        new CsvReaderOptions
        {
            Separator = map.Delimiter,
            Encoding = Encoding.UTF8,
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
            MaxRecordSize = BoundedInput.MaxPieceBytes,
            TrackLineNumbers = true,
        },
        leaveOpen: false);

    private readonly EventIds ids = new();
    private CsvColumns? columns;
    private CsvData? data;

    public override bool ReadNext(ImportBatch batch)
    {
        try
        {
            if (columns is null)
            {
                ReadNames();
            }

            if (!reader.Read())
            {
                return false;
            }
        }
        catch (CsvFormatException failure)
        {
            var line = failure.LineNumber > 0 ? failure.LineNumber : LineAfter();
            throw new ImportException(
                new TextPlace(line), $"The record is not CSV as it must be: {failure.Message}", "Put values with a delimiter, quote or line break in quotes, double a quote in them, and give every record all columns.", failure);
        }

        CheckText();
        Add(batch);
        return true;
    }

    public override void Dispose()
    {
        reader.Dispose();
        data?.Dispose();
    }

    private TextPlace Place => new(reader.LineNumber);

    private void ReadNames()
    {
        reader.ReadHeader();
        columns = new CsvColumns(reader);
        var members = map.Data ?? [.. columns.Names.Select(static name => new DataMember(name, name, DataKind.Text))];
        var needed = new[] { map.Stream, map.Type, map.Id }.Concat(map.Tags)
            .SelectMany(static template => template?.Columns ?? [])
            .Concat(members.Select(static member => member.Column))
            .Concat(map.OccurredAt is { } time ? [time.Column] : []);
        if (needed.FirstOrDefault(column => !columns.Names.Contains(column)) is { } unknown)
        {
            throw new ImportException(
                new TextPlace(1), $"The map names a column \"{unknown}\", which the file does not have.", $"It has: {string.Join(", ", columns.Names)}.");
        }

        data = new CsvData(members);
    }

    private long LineAfter() => columns is null ? 1 : reader.LineNumber + 1;

    private void CheckText()
    {
        if (!Utf8.IsValid(reader.RawRecord))
        {
            throw Malformed("The record is not valid UTF-8.", "Write the file in UTF-8.");
        }
    }

    private void Add(ImportBatch batch)
    {
        var stream = streams.Of(Filled(map.Stream!), Place);
        batch.Add(new ImportedEvent
        {
            Stream = stream,
            PlaceInStream = stream.NextPlace(),
            Name = Names.Event(Filled(map.Type!), Place),
            Line = Place.Line,
            GivenId = map.Id is { } id ? IdOf(stream, Filled(id)) : null,
            OccurredAt = map.OccurredAt is { } time ? InstantOf(time) : null,
            Tags = map.Tags.Count == 0 ? [] : Tags(),
            Data = data!.Write(columns!, batch.Bytes, Place),
        });
    }

    private string Filled(Template template) => template.Fill(columns!, out var missing)
        ?? throw Malformed($"Column \"{missing}\" is empty, and the map needs it.", "Fill it in, or map another column.");

    private Guid IdOf(ImportStream stream, string text) =>
        Guid.TryParse(text, out var id) ? id : ids.OfText(stream.Name, text);

    private DateTimeOffset InstantOf(TimeMap time)
    {
        var text = columns!.Find(time.Column)!;
        return time.Parse(text)
            ?? throw Malformed($"Column \"{time.Column}\" holds '{text}', which is no time as the map has it.", "Mend it, or set occurredAt.format in the map.");
    }

    /// <summary>The tags whose columns are all filled in.</summary>
    private Tag[] Tags() =>
        [.. map.Tags.Select(tag => tag.Fill(columns!, out _)).OfType<string>().Select(text => Names.Tag(text, Place))];

    private ImportException Malformed(string what, string remedy) => new(Place, what, remedy);
}
