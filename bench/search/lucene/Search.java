import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.function.FunctionScoreQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DoubleValues;
import org.apache.lucene.search.DoubleValuesSource;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.MMapDirectory;

/**
 * Lucene on the same made-up market: BM25 x trust of the seller, which is an array read while scoring, category as a filter, top 20,
 * one thread, one segment, memory-mapped. Usage: Search FOLDER, with listings.tsv, queries.tsv and trust.txt in it; prints one
 * line of JSON.
 */
public final class Search {
  private static final int TOP = 20;
  private static final int ROUNDS = 3;
  private static final long ROUND_NANOS = 2_000_000_000L;

  private static float[] trust;

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    trust = readTrust(folder.resolve("trust.txt"));
    long started = System.nanoTime();
    MMapDirectory directory = new MMapDirectory(folder.resolve("index"));
    build(directory, folder.resolve("listings.tsv"));
    double buildS = (System.nanoTime() - started) / 1e9;
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      List<String[]> queries = readQueries(folder.resolve("queries.tsv"));
      String and = rate(searcher, queriesOf(queries, Occur.MUST));
      String or = rate(searcher, queriesOf(queries, Occur.SHOULD));
      long bytes = 0;
      for (String file : directory.listAll()) bytes += directory.fileLength(file);
      System.out.printf("{\"buildS\":%.1f,\"diskMb\":%d,\"and\":%s,\"or\":%s}%n", buildS, bytes >> 20, and, or);
    }
  }

  private static void build(MMapDirectory directory, Path listings) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(new WhitespaceAnalyzer()).setRAMBufferSizeMB(256);
    try (IndexWriter writer = new IndexWriter(directory, config);
        BufferedReader lines = Files.newBufferedReader(listings)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split("\t");
        Document document = new Document();
        document.add(new NumericDocValuesField("number", Long.parseLong(parts[0])));
        document.add(new TextField("title", parts[1], Field.Store.NO));
        document.add(new StringField("category", parts[2], Field.Store.NO));
        document.add(new NumericDocValuesField("seller", Long.parseLong(parts[3])));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
  }

  private static float[] readTrust(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    float[] values = new float[lines.size()];
    for (int i = 0; i < values.length; i++) values[i] = Float.parseFloat(lines.get(i));
    return values;
  }

  private static List<String[]> readQueries(Path file) throws IOException {
    List<String[]> queries = new ArrayList<>();
    for (String line : Files.readAllLines(file)) queries.add(line.split("\t"));
    return queries;
  }

  /** Each line: the category, then the words. */
  private static List<Query> queriesOf(List<String[]> lines, Occur occur) {
    List<Query> queries = new ArrayList<>();
    for (String[] line : lines) {
      BooleanQuery.Builder words = new BooleanQuery.Builder();
      for (int i = 1; i < line.length; i++) words.add(new TermQuery(new Term("title", line[i])), occur);
      BooleanQuery.Builder both = new BooleanQuery.Builder();
      both.add(words.build(), Occur.MUST);
      both.add(new TermQuery(new Term("category", line[0])), Occur.FILTER);
      queries.add(FunctionScoreQuery.boostByValue(both.build(), new TrustOfSeller()));
    }
    return queries;
  }

  private static String rate(IndexSearcher searcher, List<Query> queries) throws IOException {
    round(searcher, queries);
    double[][] rounds = new double[ROUNDS][];
    for (int i = 0; i < ROUNDS; i++) rounds[i] = round(searcher, queries);
    Arrays.sort(rounds, (a, b) -> Double.compare(a[0], b[0]));
    double[] middle = rounds[ROUNDS / 2];
    return String.format(
        "{\"perSecond\":%.1f,\"p50Ms\":%.4f,\"p99Ms\":%.4f,\"found\":%.2f}", middle[0], middle[1], middle[2], middle[3]);
  }

  private static double[] round(IndexSearcher searcher, List<Query> queries) throws IOException {
    List<Long> took = new ArrayList<>();
    long found = 0;
    long started = System.nanoTime();
    long now = started;
    for (int i = 0; now - started < ROUND_NANOS || i % queries.size() != 0; i++) {
      long asked = System.nanoTime();
      ScoreDoc[] top = searcher.search(queries.get(i % queries.size()), TOP).scoreDocs;
      now = System.nanoTime();
      took.add(now - asked);
      found += top.length;
    }
    took.sort(null);
    int n = took.size();
    return new double[] {
      n / ((now - started) / 1e9), took.get(n / 2) / 1e6, took.get((int) (n * 0.99)) / 1e6, (double) found / n
    };
  }

  /** The seller's number is in the index, the trust beside it, so that a change of trust is one store here as well. */
  private static final class TrustOfSeller extends DoubleValuesSource {
    @Override
    public DoubleValues getValues(LeafReaderContext context, DoubleValues scores) throws IOException {
      NumericDocValues sellers = context.reader().getNumericDocValues("seller");
      return new DoubleValues() {
        @Override
        public double doubleValue() throws IOException {
          return trust[(int) sellers.longValue()];
        }

        @Override
        public boolean advanceExact(int document) throws IOException {
          return sellers.advanceExact(document);
        }
      };
    }

    @Override
    public boolean needsScores() {
      return false;
    }

    @Override
    public DoubleValuesSource rewrite(IndexSearcher searcher) {
      return this;
    }

    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof TrustOfSeller;
    }

    @Override
    public String toString() {
      return "trust";
    }

    @Override
    public boolean isCacheable(LeafReaderContext context) {
      return false;
    }
  }
}
